package dyp.labs.data;

import dyp.data.Dataset;
import dyp.store.Npz;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A set of MedMNIST with two classes: grey pictures (n, height, width, 1) or volumes (n, depth, height, width, 1), 0 to 1, and labels float32 (n, 1)
 * of 0 and 1, in the parts in which it was published. Yang et al. 2023, "MedMNIST v2 - A large-scale lightweight benchmark for 2D and 3D biomedical
 * image classification".
 *
 * @param file where it was read
 */
public record MedMnist(Path file, Dataset train, Dataset validation, Dataset test) {
    private static final float WHITE = 255;

    /**
     * @param place the file, or the folder in which it lies under this name
     * @param name as MedMNIST calls it: {@code pneumoniamnist.npz}
     * @throws DypException where it is not there, or not of two classes
     */
    public static MedMnist read(Path place, String name) {
        Path file = Files.isDirectory(place) ? place.resolve(name) : place;
        if (!Files.isRegularFile(file)) {
            throw new DypException("MedMNIST's file " + name + " was looked for at " + file + ", but there is none. Give its folder, or the file itself.");
        }
        Map<String, NDArray> arrays = Npz.read(file);
        return new MedMnist(file, part(file, arrays, "train"), part(file, arrays, "val"), part(file, arrays, "test"));
    }

    /** How many of each class a part has: MedMNIST's labels are floats here. */
    public static int[] counts(Dataset part) {
        int[] counts = new int[2];
        NDArray y = part.toArrays().y();
        for (int i = 0; i < y.size(); i++) {
            counts[(int) y.at(i)]++;
        }
        return counts;
    }

    private static Dataset part(Path file, Map<String, NDArray> arrays, String part) {
        NDArray x = array(file, arrays, part + "_images");
        NDArray y = array(file, arrays, part + "_labels");
        int n = x.shape().dim(0);
        if (x.shape().rank() != 3 && x.shape().rank() != 4 || y.size() != n) {
            throw new DypException(file + " should hold grey pictures (n, height, width) or volumes (n, depth, height, width) with one label each, but its part '"
                    + part + "' has images " + x.shape() + " and labels " + y.shape() + ".");
        }
        float[] grey = new float[x.size()];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (float) x.at(i) / WHITE;
            if (!(grey[i] >= 0 && grey[i] <= 1)) {
                throw new DypException(file + " should hold values from 0 to 255, but " + x.at(i) + " is among the images of the part '" + part + "'.");
            }
        }
        float[] labels = new float[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (float) y.at(i);
            if (labels[i] != 0 && labels[i] != 1) {
                throw new DypException(file + " should hold two classes, 0 and 1, but sample " + i + " of the part '" + part + "' is of class " + y.at(i) + ".");
            }
        }
        int[] shape = Arrays.copyOf(x.shape().dims(), x.shape().rank() + 1);
        shape[shape.length - 1] = 1;
        return Dataset.of(NDArray.of(grey, Shape.of(shape).dims()), NDArray.of(labels, n, 1));
    }

    private static NDArray array(Path file, Map<String, NDArray> arrays, String name) {
        NDArray a = arrays.get(name);
        if (a == null || a.shape().rank() == 0 || a.dtype() != DType.INT32) {
            throw new DypException(file + " should hold whole numbers named '" + name + "', as MedMNIST's files do, but "
                    + (a == null ? "it has " + arrays.keySet() : "they are " + a.dtype() + a.shape()) + ".");
        }
        return a;
    }
}
