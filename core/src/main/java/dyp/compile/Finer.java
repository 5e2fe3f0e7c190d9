package dyp.compile;

import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** One order of numbers under several shapes: (2048, 192), (32, 64, 192) and (2048, 3, 64) are all seen in (32, 64, 3, 64). */
final class Finer {
    private Finer() {}

    /** The coarsest shape of which both are neighbouring axes merged; null where there is none. */
    static Shape common(Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        if (a.size() != b.size() || a.size() == 0) {
            return null;
        }
        List<Integer> dims = new ArrayList<>();
        int i = a.rank();
        int j = b.rank();
        int left = 1;
        int right = 1;
        while (i > 0 || j > 0 || left > 1) {
            if (left == 1 && i > 0) {
                left = a.dim(--i);
            } else if (right == 1 && j > 0) {
                right = b.dim(--j);
            } else {
                int d = Math.min(left, right);
                if (left % d != 0 || right % d != 0) {
                    return null;
                }
                dims.addFirst(d);
                left /= d;
                right /= d;
            }
        }
        return Shape.of(dims.stream().mapToInt(d -> d).toArray());
    }

    /** How an input that stretches to {@code whole} looks beside a finer cut of the whole. */
    static Shape cut(Shape in, Shape whole, Shape finer) {
        if (whole.equals(finer)) {
            return in;
        }
        List<Integer> dims = new ArrayList<>();
        int at = finer.rank();
        for (int axis = whole.rank() - 1, own = in.rank() - 1; axis >= 0; axis--, own--) {
            boolean stretched = own < 0 || in.dim(own) == 1;
            int rest = whole.dim(axis);
            while (rest > 1) {
                int d = finer.dim(--at);
                dims.addFirst(stretched ? 1 : d);
                rest /= d;
            }
        }
        return Shape.of(dims.stream().mapToInt(d -> d).toArray());
    }
}
