package dyp.runtime;

import dyp.tensor.Shape;

/**
 * How an input of one shape is read while walking, row-major, over a larger shape it broadcasts to. Neighbouring axes
 * that behave alike are merged first, so that a bias over (batch, h, w, c) is two axes: many rows, one repeated row.
 */
public final class Stretch {
    /** What a walk over the output meets in the input. */
    public enum Kind {
        /** The same element order: input index = output index. */
        SAME,
        /** One element everywhere. */
        SCALAR,
        /** The whole input, again and again: a bias over the last axes. */
        CYCLE,
        /** Each input element repeated: a row's statistic over its row. */
        REPEAT,
        /** Anything else. */
        GENERAL
    }

    private final int[] dims;
    private final int[] strides;
    private final Kind kind;

    private Stretch(int[] dims, int[] strides, Kind kind) {
        this.dims = dims;
        this.strides = strides;
        this.kind = kind;
    }

    public static Stretch of(Shape in, Shape out) {
        int rank = out.rank();
        int[] dims = new int[rank];
        int[] strides = new int[rank];
        int[] inStrides = in.strides();
        int n = 0;
        for (int i = 0; i < rank; i++) {
            int j = i - (rank - in.rank());
            int d = out.dim(i);
            if (d == 1) {
                continue;
            }
            int stride = j < 0 || in.dim(j) == 1 ? 0 : inStrides[j];
            if (n > 0 && strides[n - 1] == stride * d) {
                dims[n - 1] *= d;
                strides[n - 1] = stride;
            } else {
                dims[n] = d;
                strides[n++] = stride;
            }
        }
        dims = java.util.Arrays.copyOf(dims, n);
        strides = java.util.Arrays.copyOf(strides, n);
        return new Stretch(dims, strides, kind(in, out, strides));
    }

    private static Kind kind(Shape in, Shape out, int[] strides) {
        if (in.size() == out.size()) {
            return Kind.SAME;
        } else if (in.size() == 1) {
            return Kind.SCALAR;
        } else if (strides.length == 2 && strides[0] == 0 && strides[1] == 1) {
            return Kind.CYCLE;
        } else if (strides.length == 2 && strides[0] == 1 && strides[1] == 0) {
            return Kind.REPEAT;
        }
        return Kind.GENERAL;
    }

    public Kind kind() {
        return kind;
    }

    /** Elements of the innermost merged axis: the length of a CYCLE, the times of a REPEAT. */
    public int inner() {
        return dims.length == 0 ? 1 : dims[dims.length - 1];
    }

    /** How far apart two elements of the innermost merged axis lie in the input: 1, or 0 where one is repeated. */
    public int innerStride() {
        return dims.length == 0 ? 0 : strides[dims.length - 1];
    }

    /** The input index that belongs to a flat output index. */
    public int index(int flat) {
        if (kind == Kind.SAME) {
            return flat;
        }
        int index = 0;
        for (int i = dims.length - 1; i >= 0; i--) {
            int rest = flat / dims[i];
            index += (flat - rest * dims[i]) * strides[i];
            flat = rest;
        }
        return index;
    }
}
