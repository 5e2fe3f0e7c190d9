package dyp.formats.csv;

import dyp.data.Dataset;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Columns of equal length. A missing cell is NaN, and stays it until it is filled or its row is left out: nothing is done about it by itself.
 * Rows are counted from 0, without the line of names.
 */
public final class Table {
    private final List<Column> columns;
    private final int rows;

    /**
     * A column of numbers, or of the numbers of its categories.
     *
     * @param categories in order of their values where all are numbers, else of their letters; empty for a column of numbers
     * @param values NaN where the cell is missing
     */
    public record Column(String name, List<String> categories, double[] values) {
        public Column {
            categories = List.copyOf(categories);
        }

        static Column sorted(String name, Map<String, Integer> codes, double[] values, ToDoubleFunction<String> number) {
            boolean numbers = codes.keySet().stream().noneMatch(c -> Double.isNaN(number.applyAsDouble(c)));
            Comparator<String> letters = Comparator.naturalOrder();
            List<String> order = codes.keySet().stream().sorted(numbers ? Comparator.comparingDouble(number).thenComparing(letters) : letters).toList();
            double[] place = new double[order.size()];
            for (int i = 0; i < order.size(); i++) {
                place[codes.get(order.get(i))] = i;
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.isNaN(values[i]) ? Double.NaN : place[(int) values[i]];
            }
            return new Column(name, order, values);
        }

        /** Whether these are numbers of categories. */
        public boolean categorical() {
            return !categories.isEmpty();
        }

        /** Cells without a value. */
        public int missing() {
            return (int) Arrays.stream(values).filter(Double::isNaN).count();
        }
    }

    Table(List<Column> columns, int rows) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    /**
     * A table of columns that were made elsewhere.
     *
     * @throws DypException where there are none, their lengths differ, two have one name, or a cell holds the number of no category
     */
    public static Table of(List<Column> columns) {
        if (columns.isEmpty()) {
            throw new DypException("A table needs a column at least.");
        }
        Column first = columns.getFirst();
        Set<String> seen = new HashSet<>();
        for (Column c : columns) {
            if (c.values.length != first.values.length) {
                throw new DypException(String.format(Locale.ROOT, "All columns of a table are equally long, but '%s' has %,d cells and '%s' %,d.", first.name, first.values.length, c.name, c.values.length));
            }
            if (!seen.add(c.name)) {
                throw new DypException("Two columns are called '" + c.name + "'. Give each a name of its own.");
            }
            for (double v : c.values) {
                if (c.categorical() && !Double.isNaN(v) && !(v >= 0 && v < c.categories.size() && v == Math.rint(v))) {
                    throw new DypException("A cell of '" + c.name + "' holds " + v + ", but its categories have the numbers 0 to " + (c.categories.size() - 1) + ".");
                }
            }
        }
        return new Table(columns, first.values.length);
    }

    /** Number of rows. */
    public int size() {
        return rows;
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    public List<Column> columns() {
        return columns;
    }

    /** @throws DypException where there is none of this name */
    public Column column(String name) {
        return columns.stream().filter(c -> c.name.equals(name)).findFirst()
                .orElseThrow(() -> new DypException("The table has no column '" + name + "'. There are " + names() + "."));
    }

    private List<Column> columns(String[] names) {
        return names.length == 0 ? columns : Arrays.stream(names).map(this::column).toList();
    }

    /** Without these columns. */
    public Table without(String... names) {
        List<Column> gone = columns(names);
        return new Table(columns.stream().filter(c -> names.length == 0 || !gone.contains(c)).toList(), rows);
    }

    /** These rows, in this order. */
    public Table rows(int... chosen) {
        return new Table(columns.stream().map(c -> new Column(c.name, c.categories, Arrays.stream(chosen).mapToDouble(r -> c.values[r]).toArray())).toList(), chosen.length);
    }

    /** Without the rows that lack a cell in one of these columns; in any column where none is named. */
    public Table withoutMissing(String... names) {
        BitSet lacking = new BitSet();
        for (Column c : columns(names)) {
            IntStream.range(0, rows).filter(r -> Double.isNaN(c.values[r])).forEach(lacking::set);
        }
        return rows(IntStream.range(0, rows).filter(r -> !lacking.get(r)).toArray());
    }

    /**
     * A value in the place of a column's missing cells.
     *
     * @param value a number, or the number of a category. A mean or median belongs to the rows that are trained on alone: compute it from them.
     */
    public Table filled(String name, double value) {
        Column old = column(name);
        Column full = new Column(name, old.categories, Arrays.stream(old.values).map(v -> Double.isNaN(v) ? value : v).toArray());
        return new Table(columns.stream().map(c -> c == old ? full : c).toList(), rows);
    }

    /** The rows that repeat an earlier one in every cell: in two parts of a split they would be a leak. */
    public int[] duplicates() {
        Set<List<Double>> seen = new HashSet<>();
        return IntStream.range(0, rows).filter(r -> !seen.add(columns.stream().map(c -> c.values[r]).toList())).toArray();
    }

    /** Each row once. */
    public Table withoutDuplicates() {
        BitSet again = new BitSet();
        Arrays.stream(duplicates()).forEach(again::set);
        return rows(IntStream.range(0, rows).filter(r -> !again.get(r)).toArray());
    }

    /** float32 (rows, columns): numbers, and numbers of categories; NaN where a cell is missing. All columns where none is named. */
    public NDArray numbers(String... names) {
        List<Column> chosen = columns(names);
        if ((long) rows * chosen.size() > Integer.MAX_VALUE) {
            throw new DypException(String.format(Locale.ROOT, "%,d rows of %,d columns are more than one array holds. Choose some of the columns.", rows, chosen.size()));
        }
        NDArray all = NDArray.zeros(Shape.of(rows, chosen.size()));
        for (int i = 0; i < chosen.size(); i++) {
            for (int r = 0; r < rows; r++) {
                all.floats()[r * chosen.size() + i] = (float) chosen.get(i).values[r];
            }
        }
        return all;
    }

    /**
     * A column of categories as class numbers, int32 (rows); a column of numbers as float32 (rows), which losses for classes take as well where
     * they are whole.
     *
     * @throws DypException which names a row whose cell is missing
     */
    public NDArray target(String name) {
        Column c = column(name);
        for (int r = 0; r < rows; r++) {
            if (Double.isNaN(c.values[r])) {
                throw new DypException(String.format(Locale.ROOT, "Row %,d has no '%s', and nothing can be learned from a row without its target. Leave such rows out: withoutMissing(\"%s\").",
                        r, name, name));
            }
        }
        NDArray y = NDArray.zeros(c.categorical() ? DType.INT32 : DType.FLOAT32, Shape.of(rows));
        for (int r = 0; r < rows; r++) {
            if (c.categorical()) {
                y.ints()[r] = (int) c.values[r];
            } else {
                y.floats()[r] = (float) c.values[r];
            }
        }
        return y;
    }

    /**
     * One column to be learned from all others, float32 (rows, columns - 1).
     *
     * @throws DypException which names the columns that lack cells
     */
    public Dataset dataset(String target) {
        NDArray y = target(target);
        Table x = without(target);
        List<String> lacking = new ArrayList<>();
        x.columns.stream().filter(c -> c.missing() > 0).forEach(c -> lacking.add("'" + c.name + "' (" + c.missing() + ")"));
        if (!lacking.isEmpty()) {
            throw new DypException("Cells are missing in " + String.join(", ", lacking) + ". Leave their rows out with withoutMissing(), or fill them with filled(column, value).");
        }
        return Dataset.of(x.numbers(), y);
    }

    /** How often each category of a column occurs. */
    public Map<String, Integer> counts(String name) {
        Column c = column(name);
        Map<String, Integer> counts = new HashMap<>();
        Arrays.stream(c.values).filter(v -> !Double.isNaN(v)).forEach(v -> counts.merge(c.categorical() ? c.categories.get((int) v) : Double.toString(v), 1, Integer::sum));
        return counts;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d rows of %s", rows, columns.stream().map(c -> c.name + (c.categorical() ? " " + c.categories.stream().limit(5).toList() : "")).toList());
    }
}
