package dyp.formats.torch;

import dyp.formats.file.DataFile;
import dyp.formats.file.ZipArchive;
import dyp.formats.torch.Torch.Storage;
import dyp.formats.torch.Torch.Window;
import dyp.store.Fault;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * State dicts that {@code torch.save} wrote, {@code .pt} or {@code .pth}: the zip format, and the row of pickles of PyTorch before 1.6. No code
 * of the file is run: it is read by a machine of our own that knows tensors, parameters and plain containers, and refuses every other name.
 *
 * <p>Numbers of half width and of double width come as float32, whole ones and truth values as int32 where they fit.
 */
public final class TorchFile {
    private static final int DEEPEST = 64;
    private static final int MOST = 2_000_000;
    /** How many times more numbers the tensors may have than the file holds (tensors that share a storage, or repeat a number). */
    private static final long REPEATED = 16;
    private static final int SMALL = 1 << 20;
    private static final String NAME_OF_ONE = "tensor";

    private TorchFile() {}

    /**
     * All tensors of a file, in its order. A tensor within containers is named by the path to it, its parts joined by dots, elements of lists
     * and tuples by their number: {@code {"state_dict": {"fc.weight": ...}}} gives {@code state_dict.fc.weight}. A file of a single tensor gives
     * one of the name {@code tensor}. What is no tensor (epochs, learning rates) is left out.
     *
     * @param part keys that lead to the container whose tensors are wanted, none for all of the file: {@code read(file, "state_dict")} gives
     *     {@code fc.weight}
     * @throws dyp.tensor.DypException where the file is damaged or of another kind (TorchScript, a whole model), or there is no such part
     */
    public static Map<String, NDArray> read(Path file, String... part) {
        return DataFile.read(file, data -> {
            ByteBuffer start = data.bytes(0, Math.min(4, data.size()), "its beginning");
            if (start.remaining() == 4 && start.get(0) == 'P' && start.get(1) == 'K') {
                try (ZipArchive zip = new ZipArchive(file, "PyTorch", "Save it anew with torch.save.")) {
                    return tensors(ZipRecords.open(zip), part);
                }
            }
            return tensors(PickleRow.open(data), part);
        });
    }

    /** A file's root object, and the numbers of its storages. */
    interface Content {
        Object root();

        /** A storage's bytes, in the buffer's byte order. */
        ByteBuffer bytes(Storage storage) throws IOException;
    }

    private static Map<String, NDArray> tensors(Content content, String[] part) throws IOException {
        Object root = content.root();
        for (String key : part) {
            Object inner = root instanceof Map<?, ?> map ? map.get(key) : null;
            if (inner == null) {
                throw new Fault("has no part '" + String.join("', '", part) + "'" + (root instanceof Map<?, ?> map ? "; there are " + names(map) : "") + ".");
            }
            root = inner;
        }
        Map<String, Window> windows = new LinkedHashMap<>();
        flatten(root, "", 0, windows, new int[1]);
        if (windows.isEmpty()) {
            throw new Fault("holds no tensors" + (part.length > 0 ? " in the part '" + String.join("', '", part) + "'" : "") + ".");
        }
        Map<String, Integer> uses = new HashMap<>();
        Map<String, Long> lengths = new HashMap<>();
        long numbers = 0;
        for (Window w : windows.values()) {
            uses.merge(w.storage().key(), 1, Integer::sum);
            lengths.put(w.storage().key(), w.available());
            numbers += w.size();
        }
        if (numbers > SMALL + REPEATED * lengths.values().stream().mapToLong(Long::longValue).sum()) {
            throw new Fault("has tensors that repeat the file's numbers more than " + REPEATED + " times. Save tensor.contiguous() where it is a view on a few numbers.");
        }
        Map<String, ByteBuffer> open = new HashMap<>();
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (var entry : windows.entrySet()) {
            Window w = entry.getValue();
            String key = w.storage().key();
            ByteBuffer bytes = open.get(key);
            if (bytes == null) {
                open.put(key, bytes = content.bytes(w.storage()));
            }
            arrays.put(entry.getKey(), w.type().read(bytes, Shape.of(w.dims()), w.storage().first() + w.offset(), w.strides()));
            // Let go of as soon as its last tensor has been made.
            if (uses.merge(key, -1, Integer::sum) == 0) {
                open.remove(key);
            }
        }
        return arrays;
    }

    private static String names(Map<?, ?> map) {
        List<String> texts = map.keySet().stream().filter(String.class::isInstance).map(String.class::cast).toList();
        return "'" + String.join("', '", new TreeSet<>(texts).stream().limit(20).toList()) + "'" + (texts.size() > 20 ? " and more" : "");
    }

    private static void flatten(Object value, String path, int depth, Map<String, Window> into, int[] seen) throws Fault {
        // A list that holds itself, or the same list many times over, would have no end.
        if (depth > DEEPEST || ++seen[0] > MOST) {
            throw new Fault("has containers in one another more than " + DEEPEST + " deep, or more than " + MOST + " values in them.");
        }
        switch (value) {
            case Window w -> {
                String name = path.isEmpty() ? NAME_OF_ONE : path;
                if (into.put(name, w) != null) {
                    throw new Fault("has two tensors whose path is '" + name + "'. Name the part to read.");
                }
            }
            case Map<?, ?> map -> {
                for (var entry : map.entrySet()) {
                    flatten(entry.getValue(), joined(path, entry.getKey()), depth + 1, into, seen);
                }
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    flatten(list.get(i), joined(path, i), depth + 1, into, seen);
                }
            }
            case null, default -> { }
        }
    }

    private static String joined(String path, Object key) {
        return path.isEmpty() ? key.toString() : path + "." + key;
    }
}
