package dyp.store;

import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * NumPy's .npy: one array in a file. Written as float32 or int32, little-endian; read in any of NumPy's number types, where
 * floats become float32, and whole numbers and truth values int32.
 */
public final class Npy {
    private static final int BUFFER = 1 << 16;

    private Npy() {}

    /**
     * Reads {@code numpy.save}'s file.
     *
     * @throws dyp.tensor.DypException where there is no such file, or it is no array that Dyp can hold
     */
    public static NDArray read(Path file) {
        return SafeFile.reading(file, () -> {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
                NDArray array = read(in, Files.size(file));
                if (in.read() >= 0) {
                    throw new Fault("is damaged: more bytes follow the array that its header promises.");
                }
                return array;
            }
        });
    }

    /** Writes the array where {@code numpy.load} finds it; an old file is replaced only once the new one is whole. */
    public static void write(Path file, NDArray array) {
        SafeFile.replace(file, out -> write(out, array));
    }

    /** @param most bytes that the stream can hold; a header that promises more is not believed */
    static NDArray read(InputStream in, long most) throws IOException {
        NpyHeader header = NpyHeader.read(in);
        NpyType type = header.type();
        if (header.payload() > most) {
            throw new Fault(String.format(Locale.ROOT, "is truncated: its header promises %,d bytes of elements, but %,d at most can follow.",
                    header.payload(), most));
        }
        SafeFile.requireMemory((long) header.shape().size() * Float.BYTES * (header.columns() ? 2 : 1));
        NDArray array = NDArray.zeros(type.dtype(), header.shape());
        byte[] buffer = new byte[BUFFER];
        ByteBuffer view = ByteBuffer.wrap(buffer).order(NpyType.order(header.descr()));
        int each = BUFFER / type.bytes();
        for (int at = 0; at < array.size(); at += each) {
            int count = Math.min(each, array.size() - at);
            int read = in.readNBytes(buffer, 0, count * type.bytes());
            if (read < count * type.bytes()) {
                throw new Fault(String.format(Locale.ROOT, "is truncated: its header promises %,d bytes of elements, but it ends after %,d.",
                        header.payload(), (long) at * type.bytes() + read));
            }
            type.get(view, array, at, count);
        }
        return header.columns() ? byRows(array) : array;
    }

    /** What was read in the order of the file, the first axis fastest. */
    private static NDArray byRows(NDArray columns) {
        int rank = columns.shape().rank();
        int[] index = new int[rank], step = new int[rank];
        for (int axis = rank - 1, length = 1; axis >= 0; length *= columns.shape().dim(axis--)) {
            step[axis] = length;
        }
        NDArray rows = NDArray.zeros(columns.dtype(), columns.shape());
        int to = 0;
        for (int from = 0; from < columns.size(); from++) {
            System.arraycopy(columns.data(), from, rows.data(), to, 1);
            for (int axis = 0; axis < rank; axis++) {
                to += step[axis];
                if (++index[axis] < columns.shape().dim(axis)) {
                    break;
                }
                to -= step[axis] * index[axis];
                index[axis] = 0;
            }
        }
        return rows;
    }

    /** Bytes that {@link #write(OutputStream, NDArray)} writes. */
    static long size(NDArray array) {
        return NpyHeader.bytes(array.dtype(), array.shape()).length + 4L * array.size();
    }

    static void write(OutputStream out, NDArray array) throws IOException {
        out.write(NpyHeader.bytes(array.dtype(), array.shape()));
        byte[] buffer = new byte[BUFFER];
        ByteBuffer view = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
        int each = BUFFER / 4;
        for (int at = 0; at < array.size(); at += each) {
            int count = Math.min(each, array.size() - at);
            if (array.dtype() == DType.FLOAT32) {
                view.asFloatBuffer().put(array.floats(), at, count);
            } else {
                view.asIntBuffer().put(array.ints(), at, count);
            }
            out.write(buffer, 0, 4 * count);
        }
    }
}
