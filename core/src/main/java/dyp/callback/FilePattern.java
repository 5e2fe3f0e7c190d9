package dyp.callback;

import dyp.tensor.DypException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with figures in it, as Python formats them: {@code model-{epoch:02d}-{val_loss:.2f}.npz}. */
record FilePattern(String pattern) {
    private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)(?::(0?)(\\d*)(\\.\\d+)?([dfeg])?)?}");

    FilePattern {
        if (FIELD.matcher(pattern).replaceAll("").matches(".*[{}].*")) {
            throw new DypException("The path '" + pattern + "' has braces that are no field. Write fields as {epoch}, {epoch:02d} or {val_loss:.2f}.");
        }
    }

    /** @param values figures by name; those without a fraction may be formatted as whole numbers */
    Path path(Map<String, Double> values) {
        return Path.of(FIELD.matcher(pattern).replaceAll(field -> {
            Double value = values.get(field.group(1));
            if (value == null) {
                throw new DypException("The path '" + pattern + "' asks for {" + field.group(1) + "}, but this fit has only " + values.keySet() + ".");
            }
            return Matcher.quoteReplacement(format(value, field.group(2), field.group(3), field.group(4), field.group(5)));
        }));
    }

    private static String format(double value, String zero, String width, String precision, String kind) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        String zeros = zero == null || zero.isEmpty() || width.isEmpty() ? "" : "0";
        String wide = width == null ? "" : width;
        if ("d".equals(kind) || kind == null && precision == null && whole) {
            return String.format(Locale.ROOT, "%" + zeros + wide + "d", Math.round(value));
        }
        if (kind == null && precision == null) {
            return Double.toString(value);
        }
        return String.format(Locale.ROOT, "%" + zeros + wide + (precision == null ? "" : precision) + (kind == null ? "g" : kind), value);
    }
}
