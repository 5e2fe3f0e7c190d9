package dyp.labs.table;

import dyp.formats.csv.Table;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes numbers that a model takes of a table's cells. All that it knows comes from the rows it was fitted on, so it never sees a row that is
 * judged later:
 *
 * <ul>
 * <li>a column of numbers has its missing cells filled with the median, and is brought to mean 0 and deviation 1; what lies far out is brought to ±4
 * <li>a column of categories becomes one column of 0 and 1 for each category (of two, one column); a category that was not met is all 0
 * <li>a column that had cells missing gets one more, 1 where its cell is missing
 * </ul>
 */
public final class TableEncoder {
    private static final double FAR = 4;

    /** How one column is encoded. */
    private sealed interface Part permits Numbers, Categories {
        String column();

        boolean marksMissing();

        /** How many numbers come of a cell, the mark not counted. */
        int width();

        void write(double cell, float[] row, int at);

        List<String> names();
    }

    private record Numbers(String column, double median, double mean, double deviation, boolean marksMissing) implements Part {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public void write(double cell, float[] row, int at) {
            double value = Double.isNaN(cell) ? median : cell;
            row[at] = deviation == 0 ? 0 : (float) Math.clamp((value - mean) / deviation, -FAR, FAR);
        }

        @Override
        public List<String> names() {
            return List.of(column);
        }
    }

    /** @param codes the categories that have a column, by their numbers in the table */
    private record Categories(String column, List<Integer> codes, List<String> words, boolean marksMissing) implements Part {
        @Override
        public int width() {
            return codes.size();
        }

        @Override
        public void write(double cell, float[] row, int at) {
            int i = Double.isNaN(cell) ? -1 : codes.indexOf((int) cell);
            if (i >= 0) {
                row[at + i] = 1;
            }
        }

        @Override
        public List<String> names() {
            return words.stream().map(w -> column + "=" + w).toList();
        }
    }

    private final List<Part> parts;
    private final int width;

    private TableEncoder(List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.width = parts.stream().mapToInt(p -> p.width() + (p.marksMissing() ? 1 : 0)).sum();
    }

    /**
     * Learns how to encode such rows.
     *
     * @param train the rows to learn from, without the target
     * @throws DypException where there are none, or a column has no value in any
     */
    public static TableEncoder fit(Table train) {
        if (train.size() == 0 || train.columns().isEmpty()) {
            throw new DypException("Encoding is learned from rows of a table, but " + train.size() + " rows of " + train.columns().size() + " columns came.");
        }
        return new TableEncoder(train.columns().stream().map(TableEncoder::part).toList());
    }

    private static Part part(Table.Column column) {
        double[] there = Arrays.stream(column.values()).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (there.length == 0) {
            throw new DypException("The column '" + column.name() + "' has no value in any of the " + column.values().length + " rows to learn from. Leave it out: without(\"" + column.name() + "\").");
        }
        boolean lacking = there.length < column.values().length;
        if (!column.categorical()) {
            int n = there.length;
            double median = (there[(n - 1) / 2] + there[n / 2]) / 2;
            double[] filled = Arrays.stream(column.values()).map(v -> Double.isNaN(v) ? median : v).toArray();
            double mean = Arrays.stream(filled).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(filled).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
            return new Numbers(column.name(), median, mean, deviation < 1e-12 * Math.max(1, Math.abs(mean)) ? 0 : deviation, lacking);
        }
        List<Integer> codes = Arrays.stream(there).mapToInt(v -> (int) v).distinct().sorted().boxed().toList();
        // Of two categories, one says it all.
        List<Integer> kept = codes.size() == 2 ? codes.subList(1, 2) : codes;
        return new Categories(column.name(), kept, kept.stream().map(column.categories()::get).toList(), lacking);
    }

    /** Numbers per row. */
    public int width() {
        return width;
    }

    /** What each number is: {@code age}, {@code cp=4}, {@code ca missing}. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Part p : parts) {
            names.addAll(p.names());
            if (p.marksMissing()) {
                names.add(p.column() + " missing");
            }
        }
        return names;
    }

    /** For each number, which column of the table it comes from, counted from 0: to add up what a column's numbers explain. */
    public int[] origins() {
        return IntStream.range(0, parts.size()).flatMap(i -> IntStream.generate(() -> i).limit(parts.get(i).width() + (parts.get(i).marksMissing() ? 1 : 0))).toArray();
    }

    /**
     * A row of {@link #width} finite numbers for each of the table's.
     *
     * @throws DypException where a column is missing, or is of another kind than it was
     */
    public float[][] encode(Table table) {
        float[][] rows = new float[table.size()][width];
        int at = 0;
        for (Part p : parts) {
            Table.Column column = table.column(p.column());
            if (column.categorical() != p instanceof Categories) {
                throw new DypException("The column '" + p.column() + "' was one of " + (p instanceof Categories ? "categories" : "numbers") + " where the encoding was learned, but is none now. Read both tables in the same way.");
            }
            for (int r = 0; r < rows.length; r++) {
                p.write(column.values()[r], rows[r], at);
                if (p.marksMissing() && Double.isNaN(column.values()[r])) {
                    rows[r][at + p.width()] = 1;
                }
            }
            at += p.width() + (p.marksMissing() ? 1 : 0);
        }
        return rows;
    }
}
