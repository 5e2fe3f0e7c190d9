package dyp.formats.nifti;

import dyp.formats.resample.Resample;
import dyp.op.Resize;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.Arrays;

/**
 * A volume of a scanner.
 *
 * @param voxels float32 (x, y, z), or (x, y, z, t, ...): x runs to the patient's right, y to the front, z up (RAS), or as nearly so as the axes do
 * @param spacing millimetres between neighbours along x, y and z
 * @param affine 3x4: the place in millimetres of the voxel (x, y, z) is the matrix times (x, y, z, 1)
 */
public record Volume(NDArray voxels, double[] spacing, double[][] affine) {
    /**
     * The same volume with neighbours so far apart, as nearly as whole numbers of voxels allow: straight lines between voxels, and where it gets
     * coarser, every voxel counts.
     *
     * @param millimetres one for all three axes, or three
     */
    public Volume spaced(double... millimetres) {
        if (millimetres.length != 1 && millimetres.length != 3 || Arrays.stream(millimetres).anyMatch(mm -> !(mm > 0))) {
            throw new DypException("A volume's spacing is one or three lengths above 0 in millimetres, but " + Arrays.toString(millimetres) + " came.");
        }
        NDArray a = voxels;
        double[] wide = spacing.clone();
        double[][] m = Arrays.stream(affine).map(double[]::clone).toArray(double[][]::new);
        for (int axis = 0; axis < 3; axis++) {
            int n = a.shape().dim(axis);
            double length = Math.max(1, Math.rint(n * spacing[axis] / millimetres[axis % millimetres.length]));
            if (length * (a.size() / n) > Integer.MAX_VALUE) {
                throw new DypException("A volume of " + voxels.shape() + " with a spacing of " + Arrays.toString(millimetres) + " mm would have over 2^31 voxels.");
            }
            a = Resample.axis(a, axis, (int) length, Resize.Method.BILINEAR, true);
            double factor = n / length;
            wide[axis] *= factor;
            for (double[] row : m) {
                // The border of the first voxel stays where it was, so that its middle moves.
                row[3] += row[axis] * (factor - 1) / 2;
                row[axis] *= factor;
            }
        }
        return new Volume(a, wide, m);
    }
}
