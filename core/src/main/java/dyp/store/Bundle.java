package dyp.store;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Named arrays, numbers and words, as one file: an .npz that NumPy opens, with an entry {@code bundle.txt} that has a line
 * {@code name = value} for each number and word and lists the arrays. Doubles are written so that they are read back bit for
 * bit. Arrays are held, not copied.
 */
public final class Bundle {
    private static final String TEXT = "bundle.txt";
    private static final String FIRST = "Dyp bundle 1";
    private static final String LAST = "end";
    private static final String ARRAY = "array ";
    private static final String IS = " = ";
    private static final int LONGEST = 1 << 28;

    private final String prefix;
    private final Map<String, NDArray> arrays;
    private final Map<String, String> values;

    /** An empty one. */
    public Bundle() {
        this("", new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    private Bundle(String prefix, Map<String, NDArray> arrays, Map<String, String> values) {
        this.prefix = prefix;
        this.arrays = arrays;
        this.values = values;
    }

    /** The part under {@code name/}: what is put there lies in this bundle as well. */
    public Bundle child(String name) {
        return new Bundle(prefix + name + "/", arrays, values);
    }

    // ---- putting

    public Bundle put(String name, NDArray array) {
        arrays.put(named(name), array);
        return this;
    }

    public Bundle put(String name, String text) {
        values.put(named(name), text);
        return this;
    }

    public Bundle put(String name, double number) {
        return put(name, Double.toString(number));
    }

    public Bundle put(String name, long number) {
        return put(name, Long.toString(number));
    }

    public Bundle put(String name, boolean truth) {
        return put(name, Boolean.toString(truth));
    }

    public Bundle put(String name, double[] numbers) {
        return put(name, Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" ")));
    }

    private String named(String name) {
        if (name.isBlank() || name.contains(IS) || name.chars().anyMatch(c -> c < ' ') || (prefix + name).startsWith(ARRAY)) {
            throw new DypException("A name in a bundle must hold neither ' = ' nor a line break, nor start with 'array ', but '" + name + "' came.");
        }
        return prefix + name;
    }

    // ---- getting

    /** Whether nothing lies under this part's name. */
    public boolean isEmpty() {
        return names().isEmpty();
    }

    /** The names of this part, arrays first, without the part's own. */
    public List<String> names() {
        return java.util.stream.Stream.concat(arrays.keySet().stream(), values.keySet().stream())
                .filter(n -> n.startsWith(prefix)).map(n -> n.substring(prefix.length())).toList();
    }

    public boolean has(String name) {
        return arrays.containsKey(prefix + name) || values.containsKey(prefix + name);
    }

    public NDArray array(String name) {
        return found(name, arrays.get(prefix + name));
    }

    public String text(String name) {
        return found(name, values.get(prefix + name));
    }

    public double number(String name) {
        return Double.parseDouble(text(name));
    }

    public int whole(String name) {
        return Math.toIntExact(wide(name));
    }

    public long wide(String name) {
        return Long.parseLong(text(name));
    }

    public boolean truth(String name) {
        return Boolean.parseBoolean(text(name));
    }

    public double[] numbers(String name) {
        String text = text(name);
        return text.isEmpty() ? new double[0] : Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private <T> T found(String name, T value) {
        if (value == null) {
            throw new DypException("The file holds no '" + prefix + name + "'. It was written by another version, or for another purpose.");
        }
        return value;
    }

    // ---- files

    /** Writes it; an old file is replaced only once the new one is whole and on the disk. */
    public void write(Path file) {
        SafeFile.replace(file, content());
    }

    SafeFile.Content content() {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        values.forEach((name, value) -> text.append(name).append(IS).append(escaped(value)).append('\n'));
        arrays.keySet().forEach(name -> text.append(ARRAY).append(name).append('\n'));
        text.append(LAST).append('\n');
        return out -> Npz.write(out, arrays, Map.of(TEXT, text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads it back.
     *
     * @throws DypException where there is no such file, or anything in it is not as it was written
     */
    public static Bundle read(Path file) {
        return SafeFile.reading(file, () -> {
            try (Npz.Entries entries = new Npz.Entries(file)) {
                Bundle bundle = new Bundle();
                List<String> lines = new String(entries.text(TEXT, LONGEST), StandardCharsets.UTF_8).lines().toList();
                if (lines.size() < 2 || !lines.getFirst().equals(FIRST) || !lines.getLast().equals(LAST)) {
                    throw new Fault("is not a bundle of this version of Dyp: its entry '" + TEXT + "' does not begin with '" + FIRST + "'.");
                }
                for (String line : lines.subList(1, lines.size() - 1)) {
                    int is = line.indexOf(IS);
                    if (is > 0) {
                        bundle.values.put(line.substring(0, is), plain(line.substring(is + IS.length())));
                    } else if (line.startsWith(ARRAY)) {
                        String name = line.substring(ARRAY.length());
                        bundle.arrays.put(name, entries.array(name));
                    } else {
                        throw new Fault("is damaged: its entry '" + TEXT + "' has the line '" + line + "'.");
                    }
                }
                return bundle;
            }
        });
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String plain(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                char next = value.charAt(++i);
                c = next == 'n' ? '\n' : next == 'r' ? '\r' : next;
            }
            out.append(c);
        }
        return out.toString();
    }
}
