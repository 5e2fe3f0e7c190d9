package dyp.formats.hdf5;

import dyp.store.SafeFile;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Arrays and texts by path, written as HDF5 that h5py reads. Groups are made where an array lies in them: never an empty one, which h5py refuses. */
public final class Hdf5Writer {
    /** Of what is attached, in bytes: a header of HDF5 holds 64 KiB in all. */
    private static final int LONGEST = 64_000;

    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> attributes = new LinkedHashMap<>();

    public Hdf5Writer put(String path, NDArray array) {
        arrays.put(path, array);
        return this;
    }

    /**
     * Attaches a text, or several, to a group or array.
     *
     * @param value a String or a String[]
     * @throws DypException where it is longer than HDF5 lets what is attached be
     */
    public Hdf5Writer attach(String path, String name, Object value) {
        long bytes = value instanceof String[] all ? (long) all.length * Stream.of(all).mapToInt(Hdf5Writer::length).max().orElse(0) : length((String) value);
        if (bytes > LONGEST) {
            throw new DypException("The text '" + name + "' is " + bytes + " bytes long, but a file of HDF5 takes " + LONGEST
                    + " at most: the model has too many layers for this format. Save it as .keras, or its weights as .weights.h5.");
        }
        attributes.computeIfAbsent(path, _ -> new LinkedHashMap<>()).put(name, value);
        return this;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The file's content. */
    public byte[] bytes() {
        try {
            Path temporary = Files.createTempFile("dyp", ".h5");
            try {
                write(temporary);
                return Files.readAllBytes(temporary);
            } finally {
                Files.delete(temporary);
            }
        } catch (IOException e) {
            throw new DypException("The weights could not be written to a temporary file: " + e + ".", e);
        }
    }

    /** Writes a file so that at every moment there is the old content or the new one. */
    public void replace(Path file) {
        byte[] content = bytes();
        SafeFile.replace(file, out -> out.write(content));
    }

    private void write(Path file) {
        try (WritableHdfFile h5 = HdfFile.write(file)) {
            Map<String, WritableGroup> groups = new HashMap<>();
            groups.put("", h5);
            attach("", h5);
            arrays.forEach((path, array) -> {
                int slash = path.lastIndexOf('/');
                WritableGroup group = group(groups, slash < 0 ? "" : path.substring(0, slash));
                attach(path, group.putDataset(path.substring(slash + 1), nested(array)));
            });
        }
    }

    private WritableGroup group(Map<String, WritableGroup> groups, String path) {
        WritableGroup known = groups.get(path);
        if (known == null) {
            int slash = path.lastIndexOf('/');
            known = group(groups, slash < 0 ? "" : path.substring(0, slash)).putGroup(path.substring(slash + 1));
            attach(path, known);
            groups.put(path, known);
        }
        return known;
    }

    private void attach(String path, WritableNode node) {
        attributes.getOrDefault(path, Map.of()).forEach(node::putAttribute);
    }

    /** Java's arrays of arrays; a number where there are no axes. */
    private static Object nested(NDArray a) {
        int[] dims = a.shape().dims();
        if (dims.length == 0) {
            return a.dtype() == DType.FLOAT32 ? (Object) a.floats()[0] : (Object) a.ints()[0];
        }
        Object all = Array.newInstance(a.dtype() == DType.FLOAT32 ? float.class : int.class, dims);
        fill(all, a.data(), 0, dims, 0);
        return all;
    }

    private static int fill(Object into, Object from, int at, int[] dims, int axis) {
        if (axis == dims.length - 1) {
            System.arraycopy(from, at, into, 0, dims[axis]);
            return at + dims[axis];
        }
        for (int i = 0; i < dims[axis]; i++) {
            at = fill(Array.get(into, i), from, at, dims, axis + 1);
        }
        return at;
    }
}
