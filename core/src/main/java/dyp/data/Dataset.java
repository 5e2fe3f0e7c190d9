package dyp.data;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Samples with their targets, in some order. A dataset is an immutable view: shuffling, cutting and splitting make new
 * orders over the same arrays and copy no sample. (The arrays themselves stay the caller's; change them and every view
 * shows it.)
 *
 * <pre>{@code
 * Dataset data = Dataset.of(x, y).check();
 * Split parts = data.shuffle(42).splitTrainValidationTest();
 * for (Batch batch : parts.train().shuffle(42, epoch).batch(64)) { ... }
 * }</pre>
 *
 * <p>Rows are counted from 0, here and in messages.
 */
public final class Dataset {
    /** The inputs, the targets, and the weights where there are any. */
    private final List<Column> columns;
    private final int inputs;
    private final int targets;
    /** Rows of the arrays; this view is the stretch from {@code start} of {@code size} rows. Never written to once shared. */
    private final int[] order;
    private final int start;
    private final int size;

    private Dataset(List<Column> columns, int inputs, int targets, int[] order, int start, int size) {
        this.columns = List.copyOf(columns);
        this.inputs = inputs;
        this.targets = targets;
        this.order = order;
        this.start = start;
        this.size = size;
    }

    /**
     * All rows of the arrays in their own order; nothing is copied.
     *
     * @param x samples, float32 or int32 (n, ...)
     * @param y targets, float32 or int32 (n, ...)
     * @throws DypException where the first axes differ
     */
    public static Dataset of(NDArray x, NDArray y) {
        return of(List.of(x), y);
    }

    /**
     * The same for models of several inputs.
     *
     * @param xs one array per input, each float32 or int32 (n, ...)
     */
    public static Dataset of(List<NDArray> xs, NDArray y) {
        return of(xs, List.of(y));
    }

    /**
     * The same for models of several inputs and outputs.
     *
     * @param xs one array per input, each float32 or int32 (n, ...)
     * @param ys one array per output, each float32 or int32 (n, ...)
     */
    public static Dataset of(List<NDArray> xs, List<NDArray> ys) {
        if (xs.isEmpty() || ys.isEmpty()) {
            throw new DypException("A dataset needs one array of samples or more, and one of targets or more, but " + xs.size() + " and "
                    + ys.size() + " came.");
        }
        List<Column> columns = new ArrayList<>();
        add(columns, "x", xs, xs.getFirst().shape());
        add(columns, "y", ys, xs.getFirst().shape());
        int[] order = new int[xs.getFirst().shape().dim(0)];
        Arrays.setAll(order, i -> i);
        return new Dataset(columns, xs.size(), ys.size(), order, 0, order.length);
    }

    /**
     * Samples that are made batch by batch, as pictures are that do not fit into memory together. While a batch is worked on, the next one is
     * loaded. What is asked of all samples at once, as {@link #toArrays()}, loads all of them.
     *
     * @param rows how many samples there are
     * @param sample the shape of each, float32
     * @param y targets, float32 or int32 (rows, ...)
     */
    public static Dataset loading(int rows, Shape sample, SampleLoader loader, NDArray y) {
        List<Column> columns = new ArrayList<>();
        columns.add(new LoadedColumn("x", sample, rows, loader));
        add(columns, "y", List.of(y), Shape.of(requireCount(rows)));
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        return new Dataset(columns, 1, 1, order, 0, rows);
    }

    private static void add(List<Column> columns, String stem, List<NDArray> arrays, Shape first) {
        for (int i = 0; i < arrays.size(); i++) {
            String name = arrays.size() == 1 ? stem : stem + i;
            columns.add(column(name, arrays.get(i), columns.isEmpty() ? name : columns.getFirst().name(), first));
        }
    }

    /** A column whose rows match the first one's. */
    private static Column column(String name, NDArray array, String firstName, Shape a) {
        Shape b = array.shape();
        if (b.rank() == 0) {
            throw new DypException("The first axis of " + name + " counts the samples, but " + name + " has shape " + b
                    + ". Use reshape(1, ...) for a single sample.");
        }
        if (a.dim(0) != b.dim(0)) {
            throw new DypException(String.format(Locale.ROOT, "%s has %,d rows, but %s has %,d: every sample needs one"
                    + " %s. Their shapes are %s and %s; the first axis must be equal.", firstName, a.dim(0), name, b.dim(0),
                    name.startsWith("y") ? "target" : name.equals("w") ? "weight" : "of each input", a, b));
        }
        return new StoredColumn(name, array);
    }

    /**
     * The same samples, each with a weight by which its loss counts; weights that were there are replaced.
     *
     * @param weights float32, one per row of the arrays that the dataset was made of: (n), or (n, steps) for one per step of a sequence
     */
    public Dataset weighted(NDArray weights) {
        if (weights.dtype() != DType.FLOAT32) {
            throw new DypException("Weights must be float32, but " + weights.dtype() + weights.shape() + " came. Turn them with toFloat().");
        }
        Column w = column("w", weights, columns.getFirst().name(), columns.getFirst().field().batch(columns.getFirst().rows()));
        List<Column> with = new ArrayList<>(columns.subList(0, inputs + targets));
        with.add(w);
        return new Dataset(with, inputs, targets, order, start, size);
    }

    /** Whether the samples have weights. */
    public boolean weighted() {
        return columns.size() > inputs + targets;
    }

    /** What every sample has: its inputs, its targets, and its weight where there is one. */
    public List<Field> fields() {
        return columns.stream().map(Column::field).toList();
    }

    /**
     * The samples of several views of the same arrays, one after the other.
     *
     * @throws DypException where they are not of the same arrays
     */
    public static Dataset join(List<Dataset> parts) {
        Dataset first = parts.getFirst();
        if (parts.stream().anyMatch(p -> p.columns != first.columns)) {
            throw new DypException("Only parts of the same dataset can be joined, but parts of different ones came.");
        }
        int[] order = parts.stream().flatMapToInt(p -> Arrays.stream(p.rows())).toArray();
        return new Dataset(first.columns, first.inputs, first.targets, order, 0, order.length);
    }

    /** Number of samples. */
    public int size() {
        return size;
    }

    /** The shape of one sample (of its first input): {@code (28, 28, 1)}. */
    public Shape sampleShape() {
        return x().field().sample();
    }

    /** The shapes of one sample's inputs. */
    public List<Field> inputs() {
        return fields().subList(0, inputs);
    }

    /** What is to be learned of one sample: one field per output of the model. */
    public List<Field> targets() {
        return fields().subList(inputs, inputs + targets);
    }

    /** The shape of one (the first) target: {@code ()} where y is one number per sample. */
    public Shape targetShape() {
        return y().field().sample();
    }

    /** The type of the targets. */
    public DType targetType() {
        return y().field().dtype();
    }

    /** Where row {@code row} of this view lies in the arrays that the dataset was made of. */
    public int sourceRow(int row) {
        requireRows(row, 1);
        return order[start + row];
    }

    /** The samples in a random order: {@code shuffle(seed, 0)}. */
    public Dataset shuffle(long seed) {
        return shuffle(seed, 0);
    }

    /** The samples in a random order that depends on the seed, the epoch and the size alone; the same on every machine. */
    public Dataset shuffle(long seed, int epoch) {
        int[] shuffled = rows();
        Shuffle.shuffle(shuffled, seed, epoch);
        return new Dataset(columns, inputs, targets, shuffled, 0, size);
    }

    /** The first {@code count} samples, or all where there are fewer. */
    public Dataset take(int count) {
        return rows(0, Math.min(requireCount(count), size));
    }

    /** The samples after the first {@code count}; none where there are fewer. */
    public Dataset skip(int count) {
        return rows(Math.min(requireCount(count), size), size);
    }

    /**
     * The samples from {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @throws DypException where there are no such rows
     */
    public Dataset rows(int from, int to) {
        requireRows(from, to - from);
        return new Dataset(columns, inputs, targets, order, start + from, to - from);
    }

    /**
     * Consecutive parts in the order of this view; shuffle first where the order means something. Sizes are rounded by
     * largest remainders, so that they add up.
     *
     * @param fractions one per part, above 0, adding up to 1
     * @throws DypException where the fractions do not add up to 1 or a part would be empty
     */
    public List<Dataset> split(double... fractions) {
        List<Dataset> parts = new ArrayList<>();
        int from = 0;
        for (int length : Parts.sizes(size, fractions)) {
            parts.add(rows(from, from += length));
        }
        return List.copyOf(parts);
    }

    /** The first 60 % to train on, the next 20 % to validate and the last 20 % to test. */
    public Split splitTrainValidationTest() {
        List<Dataset> parts = split(0.6, 0.2, 0.2);
        return new Split(parts.get(0), parts.get(1), parts.get(2));
    }

    /**
     * Random parts in which each class keeps its share. Each count differs from the exact share by less than one, save
     * that a class with at least as many samples as there are parts is in every part. Classes are as in
     * {@link #classCounts()}.
     *
     * @param fractions one per part, above 0, adding up to 1
     * @throws DypException where the targets are not classes, the fractions do not add up to 1 or a part would be empty
     */
    public List<Dataset> stratified(long seed, double... fractions) {
        Dataset shuffled = shuffle(seed);
        int[][] parts = Parts.stratified(Labels.classes(shuffled), fractions);
        return Stream.of(parts).map(rows -> {
            Arrays.setAll(rows, i -> shuffled.order[rows[i]]);
            return new Dataset(columns, inputs, targets, rows, 0, rows.length);
        }).toList();
    }

    /**
     * How many samples each class has, by class number. A target is one whole number from 0, or a one-hot row.
     *
     * @throws DypException where a target is neither
     */
    public int[] classCounts() {
        return Labels.counts(Labels.classes(this));
    }

    /** The samples in batches of {@code batchSize}; the last is smaller where the size does not divide. */
    public Batches batch(int batchSize) {
        return new Batches(this, batchSize, false, false);
    }

    /** All samples and targets of this view, in its order, as new arrays. */
    public Batch toArrays() {
        Batch all = emptyBatch(size);
        copyTo(0, all);
        return all;
    }

    /**
     * Copies a field of the samples {@code from} to {@code from + count} of this view into memory of the caller, turned to that memory's
     * type. Allocates nothing.
     *
     * @param field the field's place in {@link #fields()}
     * @throws DypException where there are no such rows, the target is too short, or a float that shall be an int is not whole
     */
    public void copy(int field, int from, int count, Slice target) {
        requireRows(from, count);
        columns.get(field).copy(order, start + from, count, target);
    }

    /**
     * Copies the samples {@code from} to {@code from + count} of this view into memory of the caller. Allocates nothing.
     *
     * @param target takes {@code count * sampleShape().size()} numbers from {@code offset} on
     * @throws DypException where there are no such rows or the target is too short
     */
    public void copyX(int from, int count, float[] target, int offset) {
        requireRows(from, count);
        x().copy(order, start + from, count, target, offset);
    }

    /**
     * Copies the targets {@code from} to {@code from + count} of this view into memory of the caller; int32 targets are
     * turned to floats. Allocates nothing.
     *
     * @param target takes {@code count * targetShape().size()} numbers from {@code offset} on
     * @throws DypException where there are no such rows or the target is too short
     */
    public void copyY(int from, int count, float[] target, int offset) {
        requireRows(from, count);
        y().copy(order, start + from, count, target, offset);
    }

    /**
     * Copies the targets {@code from} to {@code from + count} of this view into memory of the caller; float32 targets are
     * turned to ints where they are whole numbers (labels read from a table). Allocates nothing.
     *
     * @param target takes {@code count * targetShape().size()} numbers from {@code offset} on
     * @throws DypException where there are no such rows, the target is too short, or a float is no whole number
     */
    public void copyY(int from, int count, int[] target, int offset) {
        requireRows(from, count);
        y().copy(order, start + from, count, target, offset);
    }

    /**
     * Makes sure that this dataset can be trained on: it is not empty and its arrays hold neither NaN nor infinity.
     *
     * @return this
     * @throws DypException which names the first row and position at fault
     */
    public Dataset check() {
        Checks.notEmpty(this);
        Checks.finite(this);
        return this;
    }

    /**
     * Makes sure that all targets are class numbers from 0 to {@code classes - 1}.
     *
     * @param besides numbers that may stand there as well, as those of places that a loss ignores
     * @return this
     * @throws DypException which names the labels' range and the first row at fault
     */
    public Dataset checkLabels(int classes, int... besides) {
        return checkTarget(0, classes, besides);
    }

    /**
     * The same for one target of several.
     *
     * @param target from 0
     */
    public Dataset checkTarget(int target, int classes, int... besides) {
        Checks.labels(this, (StoredColumn) columns.get(inputs + target), classes, besides);
        return this;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d samples of %s with targets %s %s", size, sampleShape(), targetType(),
                targetShape());
    }

    Column x() {
        return columns.getFirst();
    }

    /** Targets are arrays. */
    StoredColumn y() {
        return (StoredColumn) columns.get(inputs);
    }

    List<Column> columns() {
        return columns;
    }

    /** The rows of the arrays that this view shows, in its order: a copy. */
    int[] rows() {
        return Arrays.copyOfRange(order, start, start + size);
    }

    Batch emptyBatch(int rows) {
        List<NDArray> arrays = columns.stream().map(Column::field).map(f -> NDArray.zeros(f.dtype(), f.batch(rows))).toList();
        return new Batch(arrays.subList(0, inputs), arrays.subList(inputs, inputs + targets), weighted() ? arrays.getLast() : null);
    }

    void copyTo(int from, Batch batch) {
        requireRows(from, batch.size());
        for (int i = 0; i < columns.size(); i++) {
            NDArray into = batch.array(i);
            if (into.dtype() == DType.INT32) {
                columns.get(i).copy(order, start + from, batch.size(), into.ints(), 0);
            } else {
                columns.get(i).copy(order, start + from, batch.size(), into.floats(), 0);
            }
        }
    }

    private void requireRows(int from, int count) {
        if (from < 0 || count < 0 || from > size - count) {
            throw new DypException(String.format(Locale.ROOT, "Rows %,d to %,d (exclusive) were asked for, but the dataset has"
                    + " rows 0 to %,d (exclusive).", from, (long) from + count, size));
        }
    }

    private static int requireCount(int count) {
        if (count < 0) {
            throw new DypException("A number of samples must be 0 or more, but " + count + " was asked for.");
        }
        return count;
    }
}
