package dyp.tensor;

import java.util.Arrays;

/** What {@link NDArray} and the ops share about shapes: resolving -1, and printing. */
public final class Shapes {
    private static final int SHOWN = 6;

    private Shapes() {}

    /** The shape {@code dims} for the elements of {@code from}, where one axis may be -1 and follows from the rest. */
    public static Shape resolve(Shape from, int... dims) {
        int[] d = dims.clone();
        int open = -1;
        long known = 1;
        for (int i = 0; i < d.length; i++) {
            if (d[i] != -1) {
                known *= d[i];
            } else if (open < 0) {
                open = i;
            } else {
                throw new DypException("[reshape] only one axis may be -1, but " + Arrays.toString(dims) + " has more.");
            }
        }
        if (open >= 0 && known > 0 && from.size() % known == 0) {
            d[open] = (int) (from.size() / known);
            known *= d[open];
        }
        if (known != from.size() || (open >= 0 && d[open] < 0)) {
            throw new DypException("[reshape] " + from + " has " + from.size() + " elements, which do not fit "
                    + Arrays.toString(dims) + ".");
        }
        return Shape.of(d);
    }

    static String print(NDArray a) {
        StringBuilder out = new StringBuilder();
        print(a, 0, 0, out);
        return out.toString();
    }

    private static int print(NDArray a, int axis, int flat, StringBuilder out) {
        if (axis == a.shape().rank()) {
            out.append(a.dtype() == DType.INT32 ? Integer.toString((int) a.at(flat)) : Float.toString((float) a.at(flat)));
            return flat + 1;
        }
        int length = a.shape().dim(axis);
        int step = a.shape().slice(axis + 1, a.shape().rank()).size();
        out.append('[');
        for (int i = 0; i < length; i++) {
            if (length > 2 * SHOWN && i == SHOWN) {
                out.append(", ...");
                i = length - SHOWN;
            }
            if (i > 0) {
                out.append(", ");
            }
            print(a, axis + 1, flat + i * step, out);
        }
        out.append(']');
        return flat + length * step;
    }
}
