package dyp.formats.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.formats.json.Jsons;
import dyp.store.SafeFile;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arrays by name in a {@code .safetensors} file: eight bytes with the header's length, a JSON header that says of each array its type, shape
 * and place, then the numbers, little-endian. Types of half width come as float32, wider ones as float32 and int32 where they fit.
 */
public final class Safetensors {
    private static final String METADATA = "__metadata__";
    private static final int LONGEST_HEADER = 100 << 20;

    private Safetensors() {}

    /**
     * All arrays of a file, in its order.
     *
     * @throws DypException where the file is damaged, cut off, or of another kind
     */
    public static Map<String, NDArray> read(Path file) {
        return reading(file, (channel, header, data) -> {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            for (var entry : header.properties()) {
                if (!entry.getKey().equals(METADATA)) {
                    arrays.put(entry.getKey(), array(channel, data, channel.size(), entry.getKey(), entry.getValue(), file));
                }
            }
            return arrays;
        });
    }

    /**
     * The texts that go with the arrays.
     *
     * @throws DypException as {@link #read}
     */
    public static Map<String, String> metadata(Path file) {
        return reading(file, (_, header, _) -> {
            Map<String, String> texts = new LinkedHashMap<>();
            header.path(METADATA).properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
            return texts;
        });
    }

    /** Takes something from a file whose header is read. */
    private interface Reading<T> {
        /** @param data where the numbers begin, in bytes */
        T from(FileChannel channel, JsonNode header, long data) throws IOException;
    }

    private static <T> T reading(Path file, Reading<T> reading) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long length = size < 8 ? -1 : read(channel, 0, 8, file).getLong();
            if (length < 2 || length > Math.min(size - 8, LONGEST_HEADER)) {
                throw new DypException(file + " is no .safetensors file: its header would be " + length + " bytes long, of " + size + " in all.");
            }
            String text = StandardCharsets.UTF_8.decode(read(channel, 8, (int) length, file)).toString();
            return reading.from(channel, Jsons.parse(text.strip(), "The header of " + file), 8 + length);
        } catch (IOException e) {
            throw new DypException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static ByteBuffer read(FileChannel channel, long at, int length, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new DypException(file + " is cut off: " + length + " bytes from " + at + " on are not all there.");
            }
        }
        return bytes.flip();
    }

    private static NDArray array(FileChannel channel, long data, long size, String name, JsonNode entry, Path file) throws IOException {
        Kind kind = Kind.of(entry.path("dtype").asText(), name, file);
        long count = 1;
        int[] dims = new int[entry.path("shape").size()];
        for (int i = 0; i < dims.length; i++) {
            JsonNode d = entry.get("shape").get(i);
            if (!d.canConvertToInt() || d.intValue() < 0) {
                throw new DypException(file + " gives " + name + " an axis of " + d + ".");
            }
            dims[i] = d.intValue();
            count = Math.multiplyHigh(count, dims[i]) != 0 || count * dims[i] > Integer.MAX_VALUE ? Long.MAX_VALUE / 16 : count * dims[i];
        }
        long from = entry.path("data_offsets").path(0).asLong(-1), to = entry.path("data_offsets").path(1).asLong(-1);
        if (from < 0 || to < from || to > size - data || to - from != count * kind.bytes || to - from > Integer.MAX_VALUE - 8) {
            throw new DypException(file + " is damaged: " + name + ", " + entry.path("dtype").asText() + " " + entry.path("shape") + ", would lie from " + from + " to "
                    + to + " of " + (size - data) + " bytes.");
        }
        return kind.read(read(channel, data + from, (int) (to - from), file), Shape.of(dims), name, file);
    }

    /**
     * Writes arrays by name; {@code metadata} are texts that go with them.
     *
     * @throws DypException where the file cannot be written; the old one is then as it was
     */
    public static void write(Path file, Map<String, NDArray> arrays, Map<String, String> metadata) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject(METADATA);
            metadata.forEach(texts::put);
        }
        long at = 0;
        for (var entry : arrays.entrySet()) {
            ObjectNode said = header.putObject(entry.getKey()).put("dtype", entry.getValue().dtype() == DType.FLOAT32 ? "F32" : "I32");
            for (int d : entry.getValue().shape().dims()) {
                said.withArray("shape").add(d);
            }
            said.withArray("shape");
            said.putArray("data_offsets").add(at).add(at += 4L * entry.getValue().size());
        }
        byte[] text = Jsons.text(header).getBytes(StandardCharsets.UTF_8);
        // Padded with spaces, so that the numbers begin at a multiple of eight.
        int length = Math.ceilDiv(text.length, 8) * 8;
        SafeFile.replace(file, out -> {
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
            out.write(text);
            for (int i = text.length; i < length; i++) {
                out.write(' ');
            }
            for (NDArray a : arrays.values()) {
                ByteBuffer numbers = ByteBuffer.allocate(4 * a.size()).order(ByteOrder.LITTLE_ENDIAN);
                if (a.dtype() == DType.FLOAT32) {
                    numbers.asFloatBuffer().put(a.floats());
                } else {
                    numbers.asIntBuffer().put(a.ints());
                }
                out.write(numbers.array());
            }
        });
    }
}
