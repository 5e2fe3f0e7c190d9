package dyp.cpu.scalar;

import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import dyp.tensor.Slice;

/** The order of each row, by Williams's heapsort (1964) in the output's own memory: n log n, and nothing is allocated. */
final class SortLoop {
    private SortLoop() {}

    static Step of(Shape shape, Slices s) {
        int n = shape.last();
        Slice x = s.input(0);
        Slice order = s.output();
        return Blocks.over(shape.size() / Math.max(n, 1), n, (from, to, lane) -> {
            for (int row = from; row < to; row++) {
                sort(x, order, row * n, n);
            }
        });
    }

    private static void sort(Slice x, Slice order, int start, int n) {
        for (int i = 0; i < n; i++) {
            order.set(start + i, i);
        }
        for (int i = n / 2 - 1; i >= 0; i--) {
            sink(x, order, start, i, n);
        }
        for (int end = n - 1; end > 0; end--) {
            int last = (int) order.get(start + end);
            order.set(start + end, order.get(start));
            order.set(start, last);
            sink(x, order, start, 0, end);
        }
    }

    /** Lets the index at {@code hole} sink below those that come later in the order. */
    private static void sink(Slice x, Slice order, int start, int hole, int n) {
        int moved = (int) order.get(start + hole);
        for (int child = 2 * hole + 1; child < n; child = 2 * hole + 1) {
            if (child + 1 < n && before(x, start, (int) order.get(start + child), (int) order.get(start + child + 1))) {
                child++;
            }
            if (!before(x, start, moved, (int) order.get(start + child))) {
                break;
            }
            order.set(start + hole, order.get(start + child));
            hole = child;
        }
        order.set(start + hole, moved);
    }

    /** Whether element i of the row stands before element j: it is larger, or equal and further left. */
    private static boolean before(Slice x, int start, int i, int j) {
        int larger = Double.compare(x.get(start + i), x.get(start + j));
        return larger != 0 ? larger > 0 : i < j;
    }
}
