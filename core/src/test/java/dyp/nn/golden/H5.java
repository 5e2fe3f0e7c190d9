package dyp.nn.golden;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/**
 * The weights inside a .keras file: just as much of HDF5 as h5py writes there (superblock 0, groups as symbol tables,
 * contiguous datasets of float32, or of int32, which are given as float32). "HDF5 File Format Specification Version 3.0", sections II.A, III.A, III.C, III.D, IV.A.
 */
public final class H5 {
    private static final long NONE = -1;
    private static final int SYMBOL_TABLE = 0x11;
    private static final int CONTINUATION = 0x10;
    private static final int DATASPACE = 0x01;
    private static final int DATATYPE = 0x03;
    private static final int LAYOUT = 0x08;

    private final ByteBuffer bytes;
    private final Map<String, NDArray> datasets = new TreeMap<>();

    private H5(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Datasets by path, as {@code layers/dense/vars/0}. */
    public static Map<String, NDArray> weights(Path keras) {
        H5 h5 = new H5(entry(keras, "model.weights.h5"));
        // The root group's object header address, in the superblock's symbol table entry.
        h5.object("", h5.bytes.getLong(64));
        return h5.datasets;
    }

    public static byte[] entry(Path keras, String name) {
        try (ZipFile zip = new ZipFile(keras.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads an object header of version 1: a group is followed, a dataset is kept. */
    private void object(String path, long header) {
        int left = bytes.getShort((int) header + 2);
        long at = header + 16;
        long end = at + bytes.getInt((int) header + 8);
        Shape shape = null;
        boolean whole = false;
        long next = NONE;
        for (; left > 0; left--) {
            if (at >= end) {
                at = next;
                end = Long.MAX_VALUE;
            }
            int data = (int) at + 8;
            switch (bytes.getShort((int) at)) {
                case SYMBOL_TABLE -> group(path, bytes.getLong(data), bytes.getLong(data + 8));
                case CONTINUATION -> next = bytes.getLong(data);
                case DATASPACE -> shape = shape(data);
                // The class stands in the low half of the first byte: 0 is fixed point.
                case DATATYPE -> whole = (bytes.get(data) & 0xF) == 0;
                case LAYOUT -> dataset(path, shape, whole, data);
                default -> { }
            }
            at = data + Short.toUnsignedInt(bytes.getShort((int) at + 2));
        }
    }

    private Shape shape(int data) {
        int[] dims = new int[bytes.get(data + 1)];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = (int) bytes.getLong(data + 8 + 8 * i);
        }
        return Shape.of(dims);
    }

    /** Layout version 3, class 1 (contiguous): the address of the numbers. */
    private void dataset(String path, Shape shape, boolean whole, int data) {
        if (bytes.get(data) != 3 || bytes.get(data + 1) != 1) {
            throw new IllegalArgumentException(path + " is not contiguous");
        }
        int address = (int) bytes.getLong(data + 2);
        datasets.put(path, NDArray.generate(shape, i -> whole ? bytes.getInt(address + 4 * i) : bytes.getFloat(address + 4 * i)));
    }

    /** A B-tree of symbol table nodes; names are in the heap. */
    private void group(String path, long tree, long heap) {
        long names = bytes.getLong((int) heap + 24);
        int entries = bytes.getShort((int) tree + 6);
        for (int i = 0; i < entries; i++) {
            long child = bytes.getLong((int) tree + 32 + 16 * i);
            if (bytes.get((int) tree + 5) > 0) {
                group(path, child, heap);
                continue;
            }
            int symbols = bytes.getShort((int) child + 6);
            for (int s = 0; s < symbols; s++) {
                int entry = (int) child + 8 + 40 * s;
                String name = string((int) (names + bytes.getLong(entry)));
                object(path.isEmpty() ? name : path + "/" + name, bytes.getLong(entry + 8));
            }
        }
    }

    private String string(int at) {
        int end = at;
        while (bytes.get(end) != 0) {
            end++;
        }
        return new String(bytes.array(), at, end - at, StandardCharsets.US_ASCII);
    }
}
