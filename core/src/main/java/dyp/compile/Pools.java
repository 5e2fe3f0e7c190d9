package dyp.compile;

import dyp.op.Binary;
import dyp.op.Pool;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.tensor.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What can be done before a pooling's gradient spreads it over many more numbers: the gradient of the relu in front of it, which
 * asks only for the largest number of each window, and the sum over all pixels, which is the gradient of a bias.
 */
final class Pools {
    private Pools() {}

    /**
     * {@code reluGrad(x, maxScatter(x, g))} as {@code maxScatter(x, reluGrad(max(x), g))}, where the maximum is computed anyway; else null.
     *
     * @param known answers the node that stands for an equal one, or null
     */
    static Tensor scatteredLater(Tensor old, List<Tensor> in, UnaryOperator<Tensor> known) {
        if (old.op() != Binary.RELU_GRAD || !(in.get(1).op() instanceof Pool.MaxScatter scatter) || in.get(1).input(0) != in.get(0)) {
            return null;
        }
        Tensor max = known.apply(old.with(new Pool.Max(scatter.window()), List.of(in.get(0))));
        return max == null ? null
                : old.with(scatter, List.of(in.get(0), old.with(Binary.RELU_GRAD, List.of(max, in.get(1).input(1)))));
    }

    /** What a pooling's gradient spreads, where it is summed over all axes but the channels: each window's number once; else null. */
    static Tensor spread(Reduce op, Tensor in) {
        int rank = in.shape().rank();
        if (op.kind() != Reduce.Kind.SUM || !op.axes().equals(IntStream.range(0, rank - 1).boxed().toList())) {
            return null;
        }
        return switch (in.op()) {
            case Pool.MaxScatter s when meet(s.window(), in.shape(), in.input(1).shape()) -> in.input(1);
            case Pool.AverageScatter s when meet(s.window(), in.shape(), in.input(0).shape()) -> in.input(0);
            default -> null;
        };
    }

    /** Whether every window has an element of the input: a window of nothing gives its number to nobody. */
    private static boolean meet(Window w, Shape in, Shape out) {
        return IntStream.range(0, w.rank()).allMatch(axis -> w.dilation().get(axis) == 1
                && w.before().get(axis) < w.size().get(axis)
                && (out.dim(axis + 1) - 1) * w.stride().get(axis) - w.before().get(axis) < in.dim(axis + 1));
    }
}
