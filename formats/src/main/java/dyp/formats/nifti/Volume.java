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
    private static final double MOST_GROWN = 1000;

    /**
     * The same volume with neighbours so far apart, as nearly as whole numbers of voxels allow: straight lines between voxels, and where it gets
     * coarser, every voxel counts.
     *
     * @param millimetres one for all three axes, or three
     * @throws DypException where it would have over 1,000 times as many voxels, or more than there is memory for
     */
    public Volume spaced(double... millimetres) {
        if (millimetres.length != 1 && millimetres.length != 3 || Arrays.stream(millimetres).anyMatch(mm -> !(mm > 0))) {
            throw new DypException("A volume's spacing is one or three lengths above 0 in millimetres, but " + Arrays.toString(millimetres) + " came.");
        }
        int[] lengths = new int[3];
        double grown = 1;
        for (int axis = 0; axis < 3; axis++) {
            int n = voxels.shape().dim(axis);
            lengths[axis] = (int) Math.clamp(Math.rint(n * spacing[axis] / millimetres[axis % millimetres.length]), 1, Integer.MAX_VALUE);
            grown *= (double) lengths[axis] / n;
        }
        // Of the file's own saying is how far its voxels are apart.
        if (grown > MOST_GROWN || 2 * grown * voxels.size() * Float.BYTES > Math.min(Runtime.getRuntime().maxMemory(), 4L * Integer.MAX_VALUE)) {
            throw new DypException("A volume of " + voxels.shape() + " with " + Arrays.toString(spacing) + " mm between voxels would grow " + (long) grown + " times for one with "
                    + Arrays.toString(millimetres) + " mm. Check the volume's spacing, or choose a wider one.");
        }
        NDArray a = voxels;
        double[] wide = spacing.clone();
        double[][] m = Arrays.stream(affine).map(double[]::clone).toArray(double[][]::new);
        for (int axis = 0; axis < 3; axis++) {
            double factor = voxels.shape().dim(axis) / (double) lengths[axis];
            a = Resample.axis(a, axis, lengths[axis], Resize.Method.BILINEAR, true);
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
