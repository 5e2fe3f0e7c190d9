package dyp.formats.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.formats.file.DataFile;
import dyp.formats.file.NumberType;
import dyp.formats.json.Jsons;
import dyp.store.Fault;
import dyp.store.SafeFile;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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
        return reading(file, (data, header, first) -> {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            long left = data.size() - first;
            for (var entry : header.properties()) {
                if (!entry.getKey().equals(METADATA)) {
                    Place place = Place.of(entry.getKey(), entry.getValue(), data.size() - first);
                    left -= place.to - place.from;
                    if (left < 0) {
                        throw new Fault("is damaged: its arrays lie over one another.");
                    }
                    arrays.put(entry.getKey(), place.type.read(data.bytes(first + place.from, place.to - place.from, entry.getKey()), place.shape));
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
        /** @param first where the numbers begin, in bytes */
        T from(DataFile data, JsonNode header, long first) throws IOException;
    }

    private static <T> T reading(Path file, Reading<T> reading) {
        return DataFile.read(file, data -> {
            long length = data.size() < 8 ? -1 : data.bytes(0, 8, "the header's length").getLong();
            if (length < 2 || length > Math.min(data.size() - 8, LONGEST_HEADER)) {
                throw new Fault("is no .safetensors file: its header would be " + length + " bytes long, of " + data.size() + " in all.");
            }
            String text = StandardCharsets.UTF_8.decode(data.bytes(8, length, "the header")).toString();
            return reading.from(data, Jsons.parse(text.strip(), "The header of " + file), 8 + length);
        });
    }

    /** Where an array lies among the numbers, as the header says. */
    private record Place(NumberType type, Shape shape, long from, long to) {
        static Place of(String name, JsonNode entry, long size) throws Fault {
            String dtype = entry.path("dtype").asText();
            NumberType type = Arrays.stream(NumberType.values()).filter(k -> k.name().equals(dtype)).findFirst().orElse(null);
            if (type == null) {
                throw new Fault("gives " + name + " the type '" + dtype + "', which is not known. There are " + Arrays.toString(NumberType.values()) + ".");
            }
            long count = 1;
            int[] dims = new int[entry.path("shape").size()];
            for (int i = 0; i < dims.length; i++) {
                JsonNode d = entry.get("shape").get(i);
                if (!d.isInt() || d.intValue() < 0) {
                    throw new Fault("gives " + name + " an axis of " + d + ".");
                }
                dims[i] = d.intValue();
                // Held at 2^31, so that it cannot overflow.
                count = Math.min(count, 1L << 31) * dims[i];
            }
            long from = entry.path("data_offsets").path(0).asLong(-1), to = entry.path("data_offsets").path(1).asLong(-1);
            if (from < 0 || to < from || to > size || to - from != count * type.bytes()) {
                throw new Fault("is damaged: " + name + ", " + dtype + " " + entry.path("shape") + ", would lie from " + from + " to " + to + " of " + size + " bytes.");
            }
            return new Place(type, Shape.of(dims), from, to);
        }
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
