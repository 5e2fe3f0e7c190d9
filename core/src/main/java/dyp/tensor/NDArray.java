package dyp.tensor;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Numbers with a shape: float32 or int32, row-major, on the heap. Nothing has to be closed.
 *
 * <p>The arrays behind {@link #floats()} and {@link #ints()} are live: writing to them changes the NDArray.
 */
public final class NDArray {
    private final Shape shape;
    private final float[] floats;
    private final int[] ints;

    private NDArray(Shape shape, float[] floats, int[] ints) {
        int length = floats != null ? floats.length : ints.length;
        if (length != shape.size()) {
            throw new DypException("An array of shape " + shape + " needs " + shape.size() + " values, but " + length + " came.");
        }
        this.shape = shape;
        this.floats = floats;
        this.ints = ints;
    }

    /** Wraps the values (no copy). */
    public static NDArray of(float[] values, int... shape) {
        return new NDArray(shape.length == 0 ? Shape.of(values.length) : Shape.of(shape), values, null);
    }

    /** Wraps the values (no copy). */
    public static NDArray of(int[] values, int... shape) {
        return new NDArray(shape.length == 0 ? Shape.of(values.length) : Shape.of(shape), null, values);
    }

    /** A matrix from rows of equal length. */
    public static NDArray of(float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new DypException("Row " + i + " has " + rows[i].length + " values, but the rows before it have " + width + ".");
            }
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return of(values, rows.length, width);
    }

    public static NDArray scalar(float value) {
        return new NDArray(Shape.SCALAR, new float[] {value}, null);
    }

    public static NDArray zeros(Shape shape) {
        return zeros(DType.FLOAT32, shape);
    }

    public static NDArray zeros(DType dtype, Shape shape) {
        return dtype == DType.FLOAT32
                ? new NDArray(shape, new float[shape.size()], null)
                : new NDArray(shape, null, new int[shape.size()]);
    }

    /** A float32 array whose flat element i is {@code value(i)}. */
    public static NDArray generate(Shape shape, IntToDoubleFunction value) {
        NDArray a = zeros(shape);
        for (int i = 0; i < a.floats.length; i++) {
            a.floats[i] = (float) value.applyAsDouble(i);
        }
        return a;
    }

    public Shape shape() {
        return shape;
    }

    public DType dtype() {
        return floats != null ? DType.FLOAT32 : DType.INT32;
    }

    public int size() {
        return shape.size();
    }

    /** The live values of a float32 array. */
    public float[] floats() {
        if (floats == null) {
            throw new DypException("This array holds int32 values; read them with ints(), or turn it with toFloat().");
        }
        return floats;
    }

    /** The live values of an int32 array. */
    public int[] ints() {
        if (ints == null) {
            throw new DypException("This array holds float32 values; read them with floats().");
        }
        return ints;
    }

    /** The live array behind the values: a {@code float[]} or an {@code int[]}. */
    public Object data() {
        return floats != null ? floats : ints;
    }

    /**
     * Takes over another array's numbers, turned to this one's type.
     *
     * @throws DypException where there are not as many
     */
    public void copyFrom(NDArray other) {
        if (other.size() != size()) {
            throw new DypException("An array of shape " + shape + " takes " + size() + " numbers, but " + other.shape + " has " + other.size() + ".");
        }
        if (other.dtype() == dtype()) {
            System.arraycopy(other.data(), 0, data(), 0, size());
            return;
        }
        for (int i = 0; i < size(); i++) {
            if (floats != null) {
                floats[i] = other.ints[i];
            } else {
                ints[i] = (int) other.floats[i];
            }
        }
    }

    /** Element at a flat, row-major index, as a double. */
    public double at(int flat) {
        return floats != null ? floats[flat] : ints[flat];
    }

    /** Element at an index per axis. */
    public double get(int... index) {
        if (index.length != shape.rank()) {
            throw new DypException("Shape " + shape + " takes " + shape.rank() + " indices, but " + index.length + " came.");
        }
        int flat = 0;
        for (int axis = 0; axis < index.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape.dim(axis)) {
                throw new DypException("Index " + Arrays.toString(index) + " lies outside shape " + shape + ".");
            }
            flat = flat * shape.dim(axis) + index[axis];
        }
        return at(flat);
    }

    /** The one value of an array of one element. */
    public double item() {
        if (size() != 1) {
            throw new DypException("item() reads an array of one element, but this one has shape " + shape + ".");
        }
        return at(0);
    }

    /** The same values under another shape (no copy); one axis may be -1 and follows from the rest. */
    public NDArray reshape(int... dims) {
        return new NDArray(Shapes.resolve(shape, dims), floats, ints);
    }

    /** A copy of rows {@code from} (inclusive) to {@code to} (exclusive) of the first axis. */
    public NDArray rows(int from, int to) {
        int row = rowSize();
        Shape s = shape.with(0, to - from);
        return floats != null
                ? new NDArray(s, Arrays.copyOfRange(floats, from * row, to * row), null)
                : new NDArray(s, null, Arrays.copyOfRange(ints, from * row, to * row));
    }

    /** A copy of the given rows of the first axis, in the order given. */
    public NDArray rows(int[] order) {
        NDArray out = zeros(dtype(), shape.with(0, order.length));
        int row = rowSize();
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(data(), order[i] * row, out.data(), i * row, row);
        }
        return out;
    }

    /** Number of elements in one row of the first axis. */
    public int rowSize() {
        return shape.sample().size();
    }

    public NDArray copy() {
        return new NDArray(shape, floats == null ? null : floats.clone(), ints == null ? null : ints.clone());
    }

    /** The same values as float32: this array itself where it already is. */
    public NDArray toFloat() {
        return floats != null ? this : generate(shape, i -> ints[i]);
    }

    /** Same type, shape and bits (so NaN equals NaN). */
    @Override
    public boolean equals(Object other) {
        return other instanceof NDArray a && shape.equals(a.shape)
                && Arrays.equals(floats, a.floats) && Arrays.equals(ints, a.ints);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + (floats != null ? Arrays.hashCode(floats) : Arrays.hashCode(ints));
    }

    /** The values in nested brackets; long axes are shortened. A scalar prints as a plain number. */
    @Override
    public String toString() {
        return Shapes.print(this);
    }
}
