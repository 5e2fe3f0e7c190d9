package dyp.tensor;

/**
 * A stretch of numbers in memory: what a step reads and writes. The plain loops of the reference kernels see only
 * {@link #get} and {@link #set}, so that one loop serves float32, int32, and the double precision of gradient checks.
 */
public abstract sealed class Slice {
    private final int offset;
    private final int length;

    private Slice(int offset, int length, int capacity) {
        if (offset < 0 || length < 0 || offset > capacity - length) {
            throw new IllegalArgumentException("slice [" + offset + ", +" + length + ") of an array of " + capacity);
        }
        this.offset = offset;
        this.length = length;
    }

    public static Slice of(float[] data, int offset, int length) {
        return new Floats(data, offset, length);
    }

    public static Slice of(int[] data, int offset, int length) {
        return new Ints(data, offset, length);
    }

    public static Slice of(double[] data) {
        return new Doubles(data, 0, data.length);
    }

    /** The live values of an array. */
    public static Slice of(NDArray a) {
        return a.dtype() == DType.FLOAT32 ? of(a.floats(), 0, a.size()) : of(a.ints(), 0, a.size());
    }

    /** Index of the first number in the array behind. */
    public final int offset() {
        return offset;
    }

    public final int length() {
        return length;
    }

    public abstract double get(int i);

    public abstract void set(int i, double value);

    /** The float array behind; only for float32. */
    public float[] floats() {
        throw new IllegalStateException("not a float32 slice");
    }

    /** The int array behind; only for int32. */
    public int[] ints() {
        throw new IllegalStateException("not an int32 slice");
    }

    public abstract DType dtype();

    /** Copies all values of an array of the same length in. */
    public final void load(NDArray from) {
        System.arraycopy(from.data(), 0, array(), offset, length);
    }

    /** A copy of the values under the given shape. */
    public final NDArray toArray(Shape shape) {
        NDArray out = NDArray.zeros(dtype(), shape);
        if (array() instanceof double[] doubles) {
            for (int i = 0; i < length; i++) {
                out.floats()[i] = (float) doubles[offset + i];
            }
        } else {
            System.arraycopy(array(), offset, out.data(), 0, length);
        }
        return out;
    }

    /** A part of these numbers, in the same memory. */
    public abstract Slice part(int from, int length);

    /** As many numbers of the same kind, in memory of their own. */
    public abstract Slice fresh();

    /** Copies {@code length} numbers, from {@code from} on, to {@code to} from {@code at} on. */
    public final void copy(int from, Slice to, int at, int length) {
        if (array().getClass() == to.array().getClass()) {
            System.arraycopy(array(), offset + from, to.array(), to.offset + at, length);
        } else {
            for (int i = 0; i < length; i++) {
                to.set(at + i, get(from + i));
            }
        }
    }

    /** Whether a number of one is a number of the other. */
    public final boolean overlaps(Slice other) {
        return array() == other.array() && offset < other.offset + other.length && other.offset < offset + length;
    }

    abstract Object array();

    private static final class Floats extends Slice {
        private final float[] data;

        Floats(float[] data, int offset, int length) {
            super(offset, length, data.length);
            this.data = data;
        }

        @Override
        public double get(int i) {
            return data[offset() + i];
        }

        @Override
        public void set(int i, double value) {
            data[offset() + i] = (float) value;
        }

        @Override
        public float[] floats() {
            return data;
        }

        @Override
        public DType dtype() {
            return DType.FLOAT32;
        }

        @Override
        public Slice part(int from, int length) {
            return of(data, offset() + from, length);
        }

        @Override
        public Slice fresh() {
            return of(new float[length()], 0, length());
        }

        @Override
        Object array() {
            return data;
        }
    }

    private static final class Ints extends Slice {
        private final int[] data;

        Ints(int[] data, int offset, int length) {
            super(offset, length, data.length);
            this.data = data;
        }

        @Override
        public double get(int i) {
            return data[offset() + i];
        }

        @Override
        public void set(int i, double value) {
            data[offset() + i] = (int) value;
        }

        @Override
        public int[] ints() {
            return data;
        }

        @Override
        public DType dtype() {
            return DType.INT32;
        }

        @Override
        public Slice part(int from, int length) {
            return of(data, offset() + from, length);
        }

        @Override
        public Slice fresh() {
            return of(new int[length()], 0, length());
        }

        @Override
        Object array() {
            return data;
        }
    }

    private static final class Doubles extends Slice {
        private final double[] data;

        Doubles(double[] data, int offset, int length) {
            super(offset, length, data.length);
            this.data = data;
        }

        @Override
        public double get(int i) {
            return data[offset() + i];
        }

        @Override
        public void set(int i, double value) {
            data[offset() + i] = value;
        }

        @Override
        public DType dtype() {
            return DType.FLOAT32;
        }

        @Override
        public Slice part(int from, int length) {
            return new Doubles(data, offset() + from, length);
        }

        @Override
        public Slice fresh() {
            return of(new double[length()]);
        }

        @Override
        Object array() {
            return data;
        }
    }
}
