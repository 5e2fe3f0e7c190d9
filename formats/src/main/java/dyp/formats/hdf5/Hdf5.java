package dyp.formats.hdf5;

import dyp.store.SafeFile;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An HDF5 file as arrays and texts by path. The file is taken for hostile: links are refused, sizes are held against the file's own before
 * memory is taken, and whatever the library stumbles over becomes one sentence.
 */
public final class Hdf5 {
    private static final int DEEPEST = 64;
    private static final int MOST = 1_000_000;
    /** How much larger than the file all compressed arrays may be together. Weights do not pack well. */
    private static final long UNPACKED = 20;
    private static final long SMALL = 16L << 20;

    private final String what;
    private final long size;
    private int seen;
    private long unpacked;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> attributes = new LinkedHashMap<>();

    private Hdf5(String what, long size) {
        this.what = what;
        this.size = size;
    }

    /**
     * Reads all of a file.
     *
     * @param what what to call it in a message
     * @throws DypException where it is no HDF5, damaged, or holds what is refused
     */
    public static Hdf5 read(Path file, String what) {
        return SafeFile.reading(file, () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ); Arena arena = Arena.ofShared()) {
                long size = channel.size();
                // Where the file lies in memory, the library takes parts of it; from a channel it would first make room for whatever length is named.
                return size > Integer.MAX_VALUE ? read(what, size, () -> new HdfFile(file))
                        : read(what, size, () -> HdfFile.fromByteBuffer(mapped(channel, size, arena)));
            }
        });
    }

    private static ByteBuffer mapped(FileChannel channel, long size, Arena arena) {
        try {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena).asByteBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Hdf5 read(byte[] bytes, String what) {
        return read(what, bytes.length, () -> HdfFile.fromBytes(bytes));
    }

    private static Hdf5 read(String what, long size, Supplier<HdfFile> open) {
        Hdf5 h5 = new Hdf5(what, size);
        try (HdfFile file = open.get()) {
            h5.group("", file, 0);
            return h5;
        } catch (DypException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new DypException(what + " cannot be read as HDF5: it is damaged, cut off, or of another kind (" + e.getClass().getSimpleName()
                    + (e.getMessage() == null ? "" : ": " + firstLine(e.getMessage())) + ").", e);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    /** Float32 arrays, and int32 ones, by path: {@code layers/dense/vars/0}. */
    public Map<String, NDArray> arrays() {
        return arrays;
    }

    /** A text that is attached to a group or an array; null where there is none. */
    public String text(String path, String attribute) {
        Object value = attribute(path, attribute);
        return value instanceof String s ? s : null;
    }

    /** Texts that are attached; empty where there are none. */
    public List<String> texts(String path, String attribute) {
        return switch (attribute(path, attribute)) {
            case String[] all -> List.of(all);
            case String one -> List.of(one);
            case null, default -> List.of();
        };
    }

    private Object attribute(String path, String name) {
        return attributes.getOrDefault(path, Map.of()).get(name);
    }

    private void group(String path, Group group, int depth) {
        if (depth > DEEPEST) {
            throw new DypException(what + " has groups more than " + DEEPEST + " deep, or in a circle, which no model's file has.");
        }
        keep(path, group);
        for (Node child : group.getChildren().values()) {
            String below = path.isEmpty() ? child.getName() : path + "/" + child.getName();
            if (++seen > MOST) {
                throw new DypException(what + " has more than " + MOST + " parts, which no model's file has.");
            }
            switch (child) {
                case Link _ -> throw new DypException(what + " has a link at '" + below + "', which is refused: it may lead out of the file.");
                case Group inner -> group(below, inner, depth + 1);
                case Dataset data -> dataset(below, data);
                default -> { }
            }
        }
    }

    private void keep(String path, Node node) {
        Map<String, Object> texts = new LinkedHashMap<>();
        node.getAttributes().forEach((name, a) -> {
            Object value = text(a);
            if (value != null) {
                texts.put(name, value);
            }
        });
        attributes.put(path, texts);
    }

    private Object text(Attribute a) {
        if (a.isEmpty() || a.getJavaType() != String.class || a.getSize() > size) {
            return null;
        }
        return a.getData();
    }

    private void dataset(String path, Dataset data) {
        long count = 1;
        for (long d : data.getDimensionsAsLong()) {
            count = d < 0 || d > 0 && count > Integer.MAX_VALUE / d ? Long.MAX_VALUE / 8 : count * d;
        }
        boolean packed = !data.getFilters().isEmpty();
        unpacked += packed && count <= Integer.MAX_VALUE ? count * Float.BYTES : 0;
        if (count > Integer.MAX_VALUE || (packed ? unpacked > SMALL + UNPACKED * size : count > size)) {
            throw new DypException(what + " says that '" + path + "' holds " + (count > Integer.MAX_VALUE ? "over 2 billion" : Long.toString(count))
                    + " numbers, more than a file of " + size + " bytes can hold.");
        }
        keep(path, data);
        if (data.isEmpty() || count == 0 || data.isCompound() || data.isVariableLength()) {
            return;
        }
        Shape shape = Shape.of(data.isScalar() ? new int[0] : data.getDimensions());
        Object flat = data.getDataFlat();
        NDArray array = array(flat, shape);
        if (array != null) {
            arrays.put(path, array);
        }
    }

    /** Floats of any width as float32, whole numbers as int32; null for other types. */
    private NDArray array(Object flat, Shape shape) {
        return switch (flat) {
            case float[] f -> NDArray.of(f).reshape(shape.dims());
            case int[] i -> NDArray.of(i).reshape(shape.dims());
            case double[] d -> NDArray.generate(shape, i -> d[i]);
            case Number n when shape.size() == 1 -> n instanceof Integer || n instanceof Long || n instanceof Short || n instanceof Byte
                    ? ints(List.of(n), shape) : NDArray.generate(shape, _ -> n.doubleValue());
            case Object a when a.getClass().isArray() && Array.getLength(a) == shape.size() && shape.size() > 0 && Array.get(a, 0) instanceof Number -> {
                List<Number> all = new ArrayList<>();
                for (int i = 0; i < shape.size(); i++) {
                    all.add((Number) Array.get(a, i));
                }
                yield ints(all, shape);
            }
            case null, default -> null;
        };
    }

    private static NDArray ints(List<Number> values, Shape shape) {
        NDArray a = NDArray.zeros(DType.INT32, shape);
        for (int i = 0; i < values.size(); i++) {
            a.ints()[i] = Math.toIntExact(values.get(i).longValue());
        }
        return a;
    }
}
