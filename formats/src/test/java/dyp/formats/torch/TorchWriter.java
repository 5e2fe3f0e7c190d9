package dyp.formats.torch;

import dyp.formats.torch.PickleWriter.Call;
import dyp.formats.torch.PickleWriter.Name;
import dyp.formats.torch.PickleWriter.Outside;
import dyp.formats.torch.PickleWriter.Tuple;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as {@code torch.save} writes them, in both of its formats. */
public final class TorchWriter {
    private static final Name REBUILD = new Name("torch._utils", "_rebuild_tensor_v2");

    private final boolean older;
    private final Map<String, byte[]> storages = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    public TorchWriter(boolean older) {
        this.older = older;
    }

    /** A state dict in either format, small. */
    public static byte[] example(boolean older) {
        TorchWriter w = new TorchWriter(older);
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("fc.weight", w.tensor(NDArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)));
        state.put("fc.bias", w.tensor(NDArray.of(new float[] {-1, 0.5f})));
        state.put("steps", w.tensor(NDArray.of(new int[] {7})));
        return w.file(state);
    }

    /** A tensor of its own storage, as an expression for the pickle. */
    Object tensor(NDArray a) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * a.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < a.size(); i++) {
            if (a.dtype() == DType.FLOAT32) {
                bytes.putFloat((float) a.at(i));
            } else {
                bytes.putInt((int) a.at(i));
            }
        }
        String key = storage(bytes.array(), 4);
        int[] strides = new int[a.shape().rank()];
        for (int axis = strides.length - 1, step = 1; axis >= 0; step *= a.shape().dim(axis--)) {
            strides[axis] = step;
        }
        return view(key, a.dtype() == DType.FLOAT32 ? "FloatStorage" : "IntStorage", 0, a.shape().dims(), strides);
    }

    /** Numbers under a key of their own. */
    String storage(byte[] bytes, int each) {
        String key = Integer.toString(storages.size());
        storages.put(key, bytes);
        counts.put(key, bytes.length / each);
        return key;
    }

    /** A window on a storage. */
    Object view(String key, String type, int offset, int[] dims, int[] strides) {
        return new Call(REBUILD, Arrays.asList(outside(key, type), offset, tuple(dims), tuple(strides), false, new Call(new Name("collections", "OrderedDict"), List.of())));
    }

    Outside outside(String key, String type) {
        List<Object> id = new ArrayList<>(List.of("storage", new Name("torch", type), key, "cpu", counts.getOrDefault(key, 4)));
        if (older) {
            id.add(null);
        }
        return new Outside(new Tuple(id.toArray()));
    }

    private static Tuple tuple(int[] values) {
        return new Tuple(Arrays.stream(values).boxed().toArray());
    }

    byte[] file(Object root) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (older) {
            byte[] magic = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();
            byte[] raw = new byte[magic.length + 2];
            raw[0] = (byte) 0x8a;
            raw[1] = (byte) magic.length;
            for (int i = 0; i < magic.length; i++) {
                raw[2 + i] = magic[magic.length - 1 - i];
            }
            for (Object o : new Object[] {raw, 1001, Map.of("little_endian", true), root, List.copyOf(storages.keySet())}) {
                out.writeBytes(PickleWriter.pickle(o));
            }
            storages.forEach((key, bytes) -> {
                out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(counts.get(key)).array());
                out.writeBytes(bytes);
            });
            return out.toByteArray();
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("archive/data.pkl", PickleWriter.pickle(root));
        entries.put("archive/byteorder", "little".getBytes());
        storages.forEach((key, bytes) -> entries.put("archive/data/" + key, bytes));
        entries.put("archive/version", "3\n".getBytes());
        return zip(entries);
    }

    /** An archive whose entries lie as they are. */
    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var e : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(e.getKey());
                CRC32 crc = new CRC32();
                crc.update(e.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(e.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(e.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
