package dyp.data;

import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.nio.file.Path;
import java.util.Locale;

/**
 * IDX files, the format of the MNIST family (LeCun, Cortes and Burges): numbers of one type with 1 to 4 axes. Files
 * packed by gzip are recognised by what they hold, not by their name.
 *
 * <p>Whatever a file holds, reading it gives an array or a {@link dyp.tensor.DypException} that names the file, what is
 * wrong with it and what to do; and no more memory is taken than its real content asks for.
 *
 * @see MnistFiles
 */
public final class Idx {
    private static final float WHITE = 255;

    private Idx() {}

    /**
     * The numbers as they stand. Whole numbers along one axis (labels) and those of 32 bits come as int32, everything
     * else as float32: images as 0 to 255 with the file's shape.
     */
    public static NDArray read(Path path) {
        return IdxReader.read(path, (header, payload) -> {
            IdxContent content = IdxContent.read(header, payload);
            boolean ints = header.type() == IdxType.INT || header.type().whole() && header.shape().rank() == 1;
            return ints ? content.ints() : content.floats(1);
        });
    }

    /**
     * Images for a network: float32 (n, height, width, channels) from 0 to 1. A file of three axes has 1 channel.
     *
     * @throws dyp.tensor.DypException also where the file does not hold unsigned bytes with 3 or 4 axes
     */
    public static NDArray images(Path path) {
        return IdxReader.read(path, (header, payload) -> {
            int rank = header.shape().rank();
            if (header.type() != IdxType.UNSIGNED_BYTE || rank < 3) {
                throw new IdxFault(holds(header) + ", but images are unsigned bytes of 3 or 4 axes (image, row, column,"
                        + " channel). Read it with Idx.labels or Idx.read.");
            }
            NDArray images = IdxContent.read(header, payload).floats(WHITE);
            int[] dims = header.shape().dims();
            return rank == 3 ? images.reshape(dims[0], dims[1], dims[2], 1) : images;
        });
    }

    /**
     * Class numbers: int32 (n,).
     *
     * @throws dyp.tensor.DypException also where the file does not hold whole numbers with 1 axis
     */
    public static NDArray labels(Path path) {
        return IdxReader.read(path, (header, payload) -> {
            if (!header.type().whole() || header.shape().rank() != 1) {
                throw new IdxFault(holds(header) + ", but labels are whole numbers of 1 axis. Read it with Idx.images or"
                        + " Idx.read.");
            }
            return IdxContent.read(header, payload).ints();
        });
    }

    /** Writes an array so that {@link #read} gives it back: float32 as float, int32 as int. See the other form. */
    public static void write(Path path, NDArray array) {
        write(path, array, array.dtype() == DType.FLOAT32 ? IdxType.FLOAT : IdxType.INT);
    }

    /**
     * Writes an array as the given type, packed by gzip where the name ends in {@code .gz}. The file appears under its
     * name only when all of it is on the disk; one that was there before stays whole until then.
     *
     * @param array of 1 to 4 axes
     * @throws dyp.tensor.DypException where the type cannot hold a value, or the file cannot be written
     */
    public static void write(Path path, NDArray array, IdxType type) {
        IdxWriter.write(path, array, type);
    }

    private static String holds(IdxHeader header) {
        return String.format(Locale.ROOT, "holds %ss of shape %s", header.type(), header.shape());
    }
}
