package dyp.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of cells: the first column to the left, the others to the right. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table row(List<String> cells) {
        rows.add(cells);
        return this;
    }

    @Override
    public String toString() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] width = new int[columns];
        rows.forEach(r -> {
            for (int i = 0; i < r.size(); i++) {
                width[i] = Math.max(width[i], r.get(i).length());
            }
        });
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String pad = " ".repeat(width[i] - row.get(i).length());
                line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    /** Four digits after the point, or an exponent where these would show little. */
    static String number(double value) {
        double size = Math.abs(value);
        return size == 0 || size >= 1e-3 && size < 1e6 ? String.format(Locale.ROOT, "%.4f", value) : String.format(Locale.ROOT, "%.2e", value);
    }
}
