package dyp.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The lengths of a tensor's axes, outermost first. A scalar has rank 0. Elements lie row-major, the last axis fastest. */
public final class Shape {
    public static final Shape SCALAR = new Shape();

    private final int[] dims;
    private final int size;

    private Shape(int... dims) {
        long size = 1;
        for (int d : dims) {
            if (d < 0) {
                throw new DypException("A shape's axes must be 0 or longer, but " + Arrays.toString(dims) + " was asked for.");
            }
            size *= d;
            if (size > Integer.MAX_VALUE) {
                throw new DypException("An array of shape " + Arrays.toString(dims) + " has more than 2^31 - 1 elements,"
                        + " the most that one array can hold. Use a smaller batch.");
            }
        }
        this.dims = dims;
        this.size = (int) size;
    }

    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    public int rank() {
        return dims.length;
    }

    /** Length of one axis; negative axes count from the end (-1 is the last). */
    public int dim(int axis) {
        return dims[axis(axis)];
    }

    /** Length of the last axis. */
    public int last() {
        return dim(-1);
    }

    /** Number of elements. */
    public int size() {
        return size;
    }

    public int[] dims() {
        return dims.clone();
    }

    /** Turns a possibly negative axis into one from 0 to rank - 1. */
    public int axis(int axis) {
        int a = axis < 0 ? axis + dims.length : axis;
        if (a < 0 || a >= dims.length) {
            throw new DypException("Axis " + axis + " does not exist in shape " + this + " (rank " + rank() + ").");
        }
        return a;
    }

    /** Row-major strides, in elements. */
    public int[] strides() {
        int[] strides = new int[dims.length];
        for (int i = dims.length - 1, s = 1; i >= 0; s *= dims[i--]) {
            strides[i] = s;
        }
        return strides;
    }

    /** The same shape with one axis of another length. */
    public Shape with(int axis, int length) {
        int[] d = dims.clone();
        d[axis(axis)] = length;
        return new Shape(d);
    }

    /** The axes from {@code from} (inclusive) to {@code to} (exclusive). */
    public Shape slice(int from, int to) {
        return new Shape(Arrays.copyOfRange(dims, from, to));
    }

    /** The axes after the first: what one sample of a batch looks like. */
    public Shape sample() {
        return slice(1, dims.length);
    }

    /** This shape with an axis put before the first. */
    public Shape batch(int n) {
        int[] d = new int[dims.length + 1];
        d[0] = n;
        System.arraycopy(dims, 0, d, 1, dims.length);
        return new Shape(d);
    }

    /**
     * The shape two operands are stretched to, by NumPy's rule: axes are aligned at the end, and an axis of length 1
     * stretches to the other's. Null where they do not fit.
     */
    public static Shape broadcast(Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        int rank = Math.max(a.rank(), b.rank());
        int[] out = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int x = i <= a.rank() ? a.dim(-i) : 1;
            int y = i <= b.rank() ? b.dim(-i) : 1;
            if (x != y && x != 1 && y != 1) {
                return null;
            }
            out[rank - i] = x == 1 ? y : x;
        }
        return new Shape(out);
    }

    /** Whether an array of this shape can be stretched to {@code target}. */
    public boolean broadcastsTo(Shape target) {
        return target.equals(broadcast(this, target));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape s && Arrays.equals(dims, s.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** As Python writes a tuple: {@code (32, 784)}, {@code (10,)}, {@code ()}. */
    @Override
    public String toString() {
        String inner = Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return rank() == 1 ? "(" + inner + ",)" : "(" + inner + ")";
    }
}
