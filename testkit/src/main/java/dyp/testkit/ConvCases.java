package dyp.testkit;

import static dyp.op.Padding.SAME;
import static dyp.op.Padding.VALID;
import static dyp.testkit.Arg.any;

import dyp.cpu.vector.ConvGeometry;
import dyp.cpu.vector.ConvPart;
import dyp.op.Conv;
import dyp.op.Padding;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.op.Window;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Convolutions and both their gradients as ops of their own, over one, two and three spatial axes. */
final class ConvCases {
    private static final String[] PARTS = {"conv", "conv input gradient", "conv kernel gradient"};

    /** Winograd's largest rounding errors are up to four times those of direct sums: as of so many times as many terms. */
    private static final int WINOGRAD = 16;

    private final List<OpCase> cases = new ArrayList<>();

    private ConvCases() {}

    static List<OpCase> all() {
        ConvCases c = new ConvCases();
        c.add("3x3", x(2, 7, 9, 3), k(3, 3, 3, 5), 1, 1, VALID, 1);
        c.add("3x3", x(2, 7, 9, 3), k(3, 3, 3, 5), 1, 1, SAME, 1);
        c.add("3x3, stride 2", x(1, 9, 7, 3), k(3, 3, 3, 5), 2, 1, VALID, 1);
        c.add("3x3, stride 2", x(2, 8, 7, 3), k(3, 3, 3, 5), 2, 1, SAME, 1);
        c.add("3x3, stride 3", x(1, 13, 11, 2), k(3, 3, 2, 7), 3, 1, VALID, 1);
        c.add("3x3, stride 3", x(1, 13, 11, 2), k(3, 3, 2, 7), 3, 1, SAME, 1);
        c.add("3x3, dilation 2", x(2, 9, 7, 3), k(3, 3, 3, 4), 1, 2, VALID, 1);
        c.add("3x3, dilation 2", x(1, 9, 7, 3), k(3, 3, 3, 4), 1, 2, SAME, 1);
        c.add("3x3, dilation 3", x(1, 5, 5, 1), k(3, 3, 1, 2), 1, 3, SAME, 1);
        c.add("1x1", x(2, 5, 7, 13), k(1, 1, 13, 17), 1, 1, VALID, 1);
        c.add("1x1, stride 2", x(2, 5, 7, 3), k(1, 1, 3, 7), 2, 1, VALID, 1);
        c.add("1x1, stride 2", x(1, 8, 8, 3), k(1, 1, 3, 7), 2, 1, SAME, 1);
        c.add("1x1, stride 2, wide", x(2, 9, 8, 37), k(1, 1, 37, 65), 2, 1, VALID, 1);
        c.add("1x1, stride 3, wide", x(1, 17, 13, 31), k(1, 1, 31, 197), 3, 1, SAME, 1);
        c.add("2x2", x(1, 5, 7, 3), k(2, 2, 3, 5), 1, 1, VALID, 1);
        c.add("2x2", x(1, 5, 7, 3), k(2, 2, 3, 5), 1, 1, SAME, 1);
        c.add("2x2, stride 3: pixels that no window meets", x(1, 8, 9, 3), k(2, 2, 3, 5), 3, 1, VALID, 1);
        c.add("4x4, stride 2", x(1, 9, 8, 2), k(4, 4, 2, 3), 2, 1, SAME, 1);
        c.add("5x3", x(1, 11, 7, 3), k(5, 3, 3, 4), 1, 1, SAME, 1);
        c.add("7x7, stride 2", x(1, 17, 13, 3), k(7, 7, 3, 8), 2, 1, SAME, 1);
        c.add("whole input", x(3, 5, 7, 2), k(5, 7, 2, 13), 1, 1, VALID, 1);
        c.add("one pixel", x(1, 1, 1, 1), k(1, 1, 1, 1), 1, 1, VALID, 1);
        c.add("one pixel in 3x3", x(2, 1, 1, 3), k(3, 3, 3, 2), 1, 1, SAME, 1);
        c.add("wide", x(1, 6, 31, 17), k(3, 3, 17, 37), 1, 1, SAME, 1);
        c.add("many filters", x(1, 3, 5, 33), k(3, 3, 33, 65), 1, 1, SAME, 1);
        c.add("3x3, large enough for Winograd", x(3, 13, 11, 41), k(3, 3, 41, 70), 1, 1, SAME, 1);
        c.add("one filter", x(2, 6, 7, 31), k(3, 3, 31, 1), 1, 1, SAME, 1);
        c.add("2 groups", x(2, 5, 7, 6), k(3, 3, 3, 8), 1, 1, SAME, 2);
        c.add("3 groups, stride 2", x(1, 7, 9, 9), k(3, 3, 3, 6), 2, 1, VALID, 3);
        c.add("10 groups of 4", x(2, 5, 7, 40), k(3, 3, 4, 40), 1, 1, SAME, 10);
        c.add("4 groups of 8, stride 2", x(1, 9, 7, 32), k(3, 3, 8, 32), 2, 1, SAME, 4);
        c.add("9 groups of 3 to 2", x(1, 5, 6, 27), k(3, 3, 3, 18), 1, 1, VALID, 9);
        c.add("depthwise", x(2, 5, 7, 13), k(3, 3, 1, 13), 1, 1, SAME, 13);
        c.add("depthwise", x(1, 7, 6, 33), k(3, 3, 1, 33), 1, 1, VALID, 33);
        c.add("depthwise, stride 2", x(1, 9, 7, 17), k(3, 3, 1, 17), 2, 1, SAME, 17);
        c.add("depthwise, stride 2", x(1, 9, 7, 17), k(5, 5, 1, 17), 2, 1, VALID, 17);
        c.add("depthwise, stride 3", x(1, 10, 7, 5), k(3, 3, 1, 5), 3, 1, SAME, 5);
        c.add("depthwise, dilation 2", x(1, 9, 7, 7), k(3, 3, 1, 7), 1, 2, SAME, 7);
        c.add("depthwise, 2 filters per channel", x(2, 5, 7, 7), k(3, 3, 1, 14), 1, 1, SAME, 7);
        c.add("1-D, 3", x(2, 17, 3), k(3, 3, 5), 1, 1, VALID, 1);
        c.add("1-D, 3", x(2, 17, 3), k(3, 3, 5), 1, 1, SAME, 1);
        c.add("1-D, 4, stride 2", x(2, 17, 3), k(4, 3, 7), 2, 1, SAME, 1);
        c.add("1-D, 3, dilation 3", x(1, 31, 2), k(3, 2, 5), 1, 3, VALID, 1);
        c.add("1-D, depthwise", x(2, 13, 7), k(3, 1, 7), 1, 1, SAME, 7);
        c.add("1-D, few sequences", x(2, 37, 35), k(3, 35, 17), 1, 1, SAME, 1);
        c.add("1-D, a long one in pieces", x(1, 203, 32), k(4, 32, 5), 3, 2, VALID, 1);
        c.add("1-D, 2 groups in pieces", x(3, 31, 66), k(3, 33, 6), 1, 3, SAME, 2);
        c.add("3-D, wide", x(2, 3, 5, 4, 17), k(3, 3, 3, 17, 35), 1, 1, SAME, 1);
        c.add("3-D, depthwise, stride 2", x(1, 5, 4, 5, 19), k(3, 2, 3, 1, 19), 2, 1, SAME, 19);
        c.add("3-D, 3x3x3", x(1, 4, 5, 3, 2), k(3, 3, 3, 2, 3), 1, 1, SAME, 1);
        c.add("3-D, 2x3x1, stride 2", x(2, 5, 7, 3, 2), k(2, 3, 1, 2, 3), 2, 1, VALID, 1);
        c.add("3-D, 2 groups, dilation 2", x(1, 5, 5, 5, 4), k(2, 2, 2, 2, 4), 1, 2, VALID, 2);
        c.fewChannels();
        Window causal = window(List.of(3), 1, 2, List.of(4), List.of(0));
        c.add("1-D, causal", x(2, 13, 3), k(3, 3, 5), causal, 1);
        Window uneven = new Window(List.of(3, 2), List.of(1, 2), List.of(2, 1), List.of(3, 0), List.of(1, 2));
        c.add("another stride, dilation and border on each axis", x(1, 7, 9, 3), k(3, 2, 3, 5), uneven, 1);
        c.cases.add(OpCase.of("conv layer", x -> conv(x[0], x[1], 1, SAME).add(x[2]).tanh(), any(2, 7, 9, 3), any(3, 3, 3, 33), any(33)).sums(27));
        c.cases.add(OpCase.of("conv layer, residual", x -> conv(x[0], x[1], 1, SAME).add(x[0]).sigmoid(), any(2, 7, 5, 3), any(3, 3, 3, 3)).sums(27));
        c.cases.add(OpCase.of("conv layer, several tasks", x -> conv(x[0], x[1], 1, SAME).add(x[2]), any(3, 13, 15, 17), any(3, 3, 17, 35), any(35))
                .sums(3 * 13 * 15 * roundings(x(3, 13, 15, 17), k(3, 3, 17, 35), window(List.of(3, 3), 1, 1, List.of(1, 1), List.of(1, 1)), 1)));
        c.cases.add(OpCase.of("conv layer, one channel", x -> conv(x[0], x[1], 1, SAME).add(x[2]).relu(), any(2, 31, 30, 1), any(3, 3, 1, 20), any(20)).sums(9));
        c.cases.add(OpCase.of("conv layer, pixels in pairs", x -> conv(x[0], x[1], 1, SAME).add(x[2]).tanh(), any(3, 9, 14, 5), any(5, 5, 5, 6), any(6)).sums(125));
        return c.cases;
    }

    /** Sizes for the ways of their own that the vector backend has for few channels of input or output. */
    private void fewChannels() {
        add("5x5, a first layer", x(2, 12, 13, 1), k(5, 5, 1, 6), 1, 1, SAME, 1);
        add("5x5, pixels in pairs", x(2, 14, 14, 6), k(5, 5, 6, 7), 1, 1, VALID, 1);
        add("3x3, pixels by fours", x(1, 6, 12, 5), k(3, 3, 5, 3), 1, 1, SAME, 1);
        add("4x7, stride 2, pixels in pairs", x(1, 9, 16, 2), k(4, 7, 2, 5), 2, 1, SAME, 1);
        add("one filter, pixels by sixteens", x(1, 5, 32, 9), k(3, 3, 9, 1), 1, 1, SAME, 1);
        add("a vector of filters", x(2, 7, 9, 19), k(3, 3, 19, 16), 1, 1, SAME, 1);
        add("half a panel more", x(2, 7, 9, 19), k(3, 3, 19, 45), 1, 1, VALID, 1);
        add("a vector of filters, dilation 2", x(1, 9, 9, 17), k(3, 3, 17, 16), 1, 2, SAME, 1);
        add("1-D, a first layer", x(3, 37, 1), k(5, 1, 32), 1, 1, VALID, 1);
        add("1-D, a first layer, stride 2", x(3, 41, 1), k(7, 1, 9), 2, 1, SAME, 1);
        add("3-D, a first layer", x(2, 5, 6, 9, 1), k(3, 3, 3, 1, 16), 1, 1, SAME, 1);
        add("3-D, a first layer, stride 2", x(1, 7, 6, 9, 1), k(3, 3, 3, 1, 20), 2, 1, VALID, 1);
        add("3-D, pixels in pairs", x(1, 4, 5, 6, 2), k(3, 3, 3, 2, 8), 1, 1, SAME, 1);
    }

    static Tensor conv(Tensor x, Tensor k, int stride, Padding padding) {
        int rank = x.shape().rank() - 2;
        return Tensor.make(new Conv.Forward(Window.over(x.shape(), View.ints(k.shape().slice(0, rank).dims()), all(stride, rank),
                all(1, rank), padding), 1), x, k);
    }

    private void add(String name, int[] x, int[] k, int stride, int dilation, Padding padding, int groups) {
        int rank = x.length - 2;
        add(name + " " + padding, x, k, Window.over(Shape.of(x), size(k), all(stride, rank), all(dilation, rank), padding), groups);
    }

    /**
     * Times as many terms as there are, for the errors of the way that the vector backend takes, which depends on the width of the
     * processor's vectors: at 128 bits direct sums take four times as long as at 512, and Winograd's way pays for smaller layers.
     */
    private static int roundings(int[] x, int[] k, Window w, int groups) {
        int rank = w.rank();
        if (rank == 1) {
            return 1;
        }
        int[] y = w.output(Shape.of(x), k[rank + 1], "conv").dims();
        boolean deep = rank == 3;
        var g = new ConvGeometry(x[0], deep ? x[1] : 1, x[rank - 1], x[rank], x[rank + 1], deep ? y[1] : 1, y[rank - 1], y[rank], k[rank + 1],
                deep ? k[0] : 1, k[rank - 2], k[rank - 1], deep ? w.stride().getFirst() : 1, w.stride().get(rank - 2), w.stride().getLast(),
                deep ? w.before().getFirst() : 0, w.before().get(rank - 2), w.before().getLast(),
                deep ? w.dilation().getFirst() : 1, w.dilation().get(rank - 2), w.dilation().getLast(), groups);
        return Arrays.stream(ConvPart.values()).anyMatch(part -> part.prefersWinograd(g)) ? WINOGRAD : 1;
    }

    /** The convolution and its two gradients at one geometry. */
    private void add(String name, int[] x, int[] k, Window w, int groups) {
        Shape input = Shape.of(x);
        Shape kernel = Shape.of(k);
        int[] y = w.output(input, kernel.last(), "conv").dims();
        int terms = Math.max(kernel.size() / kernel.last() * (groups == 1 ? 1 : kernel.last()), Shape.of(y).size() / kernel.last());
        OpCase.Build[] ops = {
            t -> Tensor.make(new Conv.Forward(w, groups), t),
            t -> Tensor.make(new Conv.InputGradient(w, groups, input), t),
            t -> Tensor.make(new Conv.KernelGradient(w, groups, kernel), t)};
        int[][][] shapes = {{x, k}, {y, k}, {x, y}};
        for (int i = 0; i < 3; i++) {
            cases.add(OpCase.of(PARTS[i] + ", " + name + ", " + input + " * " + kernel, ops[i], any(shapes[i][0]), any(shapes[i][1])).sums(terms * roundings(x, k, w, groups)));
        }
    }

    private static Window window(List<Integer> size, int stride, int dilation, List<Integer> before, List<Integer> after) {
        return new Window(size, all(stride, size.size()), all(dilation, size.size()), before, after);
    }

    private static List<Integer> size(int[] kernel) {
        return View.ints(Arrays.copyOf(kernel, kernel.length - 2));
    }

    private static List<Integer> all(int value, int rank) {
        return Collections.nCopies(rank, value);
    }

    private static int[] x(int... dims) {
        return dims;
    }

    private static int[] k(int... dims) {
        return dims;
    }
}
