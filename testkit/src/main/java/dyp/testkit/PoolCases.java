package dyp.testkit;

import static dyp.op.Padding.SAME;
import static dyp.op.Padding.VALID;
import static dyp.testkit.Arg.any;
import static dyp.testkit.Arg.distinct;

import dyp.op.Padding;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The five pooling ops at each geometry. */
final class PoolCases {
    private final List<OpCase> cases = new ArrayList<>();

    private PoolCases() {}

    static List<OpCase> all() {
        PoolCases c = new PoolCases();
        c.add(List.of(2, 2), 2, VALID, 2, 6, 8, 3);
        c.add(List.of(2, 2), 2, VALID, 2, 7, 9, 17);
        c.add(List.of(2, 2), 2, SAME, 1, 7, 9, 1);
        c.add(List.of(3, 3), 2, SAME, 2, 7, 8, 3);
        c.add(List.of(3, 3), 1, SAME, 1, 5, 7, 13);
        c.add(List.of(3, 3), 1, VALID, 1, 5, 7, 35);
        c.add(List.of(2, 2), 3, VALID, 1, 8, 9, 3);
        c.add(List.of(3, 1), 1, SAME, 2, 5, 1, 3);
        c.add(List.of(5, 7), 1, VALID, 3, 5, 7, 2);
        c.add(List.of(1, 1), 1, VALID, 1, 1, 1, 1);
        c.add(List.of(2), 2, VALID, 2, 13, 3);
        c.add(List.of(3), 2, SAME, 2, 13, 17);
        c.add(List.of(2, 2, 2), 2, VALID, 1, 5, 4, 7, 3);
        c.add(List.of(3, 2, 1), 2, SAME, 1, 4, 5, 3, 2);
        c.add(List.of(2, 2), 2, VALID, 5, 31, 33, 17);
        // Windows that leave elements out at the end, dilated ones, and some that lie wholly in the padding.
        c.add(new Window(List.of(2, 2), List.of(2, 2), List.of(1, 1), List.of(1, 1), List.of(0, 0)), "before alone", true, 2, 4, 4, 17);
        c.add(new Window(List.of(2, 3), List.of(1, 2), List.of(2, 2), List.of(1, 2), List.of(1, 2)), "dilated", true, 2, 5, 7, 3);
        c.add(new Window(List.of(2, 2), List.of(2, 1), List.of(1, 1), List.of(3, 2), List.of(2, 4)), "wide", false, 2, 5, 4, 17);
        c.add(new Window(List.of(2), List.of(1), List.of(4), List.of(2), List.of(2)), "dilated wide", false, 1, 3, 5);
        Shape tied = Shape.of(2, 7, 9, 5);
        Window w = window(tied, List.of(3, 3), 2, SAME);
        c.cases.add(OpCase.of("max_pool with ties", x -> Tensor.make(new Pool.Max(w), x), Arg.levels(2, 7, 9, 5)));
        c.cases.add(OpCase.of("max_pool_grad with ties: the first wins", x -> Tensor.make(new Pool.MaxScatter(w), x), Arg.levels(2, 7, 9, 5), any(2, 4, 5, 5)));
        return c.cases;
    }

    private void add(List<Integer> size, int stride, Padding padding, int... dims) {
        Shape in = Shape.of(dims);
        add(window(in, size, stride, padding), "window " + size + ", stride " + stride + ", " + padding, true, dims);
    }

    /** @param met whether every window meets the input: of nothing there is no maximum */
    private void add(Window w, String name, boolean met, int... dims) {
        Shape in = Shape.of(dims);
        int[] out = w.output(in, in.last(), "pool").dims();
        String geometry = ", " + name + ", " + in;
        if (met) {
            cases.add(OpCase.of("max_pool" + geometry, x -> Tensor.make(new Pool.Max(w), x), distinct(dims)));
        }
        cases.add(OpCase.of("max_pool_grad" + geometry, x -> Tensor.make(new Pool.MaxScatter(w), x), distinct(dims), any(out)));
        cases.add(OpCase.of("max_pick" + geometry, x -> Tensor.make(new Pool.MaxPick(w), x), distinct(dims), any(dims)));
        cases.add(OpCase.of("average_pool" + geometry, x -> Tensor.make(new Pool.Average(w), x), any(dims)));
        cases.add(OpCase.of("average_pool_grad" + geometry, x -> Tensor.make(new Pool.AverageScatter(w, in), x), any(out)));
    }

    private static Window window(Shape in, List<Integer> size, int stride, Padding padding) {
        int rank = size.size();
        return Window.over(in, size, Collections.nCopies(rank, stride), Collections.nCopies(rank, 1), padding);
    }
}
