package dyp.compile;

import dyp.op.Binary;
import dyp.op.Leaf;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.op.View;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Sums and means of products: what is the same for all numbers of a sum is multiplied once, behind it. The gradients of a
 * normalization so come down to a few sums, some of them equal, and some of deviations from a mean, which are 0.
 */
final class Sums {
    private Sums() {}

    /**
     * The sum with its common factor, divisor or sign behind it, or known to be 0; else null.
     *
     * @param again simplifies what has been made anew
     */
    static Tensor simpler(Tensor old, Reduce op, Tensor in, UnaryOperator<Tensor> again) {
        if (op.kind() != Reduce.Kind.SUM && op.kind() != Reduce.Kind.MEAN) {
            return null;
        }
        if (in.op() == Unary.NEG) {
            return again.apply(old.with(Unary.NEG, List.of(again.apply(old.with(op, in.inputs())))));
        }
        if (in.op() == Binary.SUB && isMean(in, op.axes())) {
            return old.with(new View.Broadcast(old.shape()), List.of(old.with(new Leaf.Constant(NDArray.scalar(0)), List.of())));
        }
        boolean product = in.op() == Binary.MUL;
        if (!product && in.op() != Binary.DIV) {
            return null;
        }
        for (int i = product ? 0 : 1; i < 2; i++) {
            Tensor other = in.input(1 - i);
            if (other.shape().equals(in.shape()) && common(in.input(i).shape(), op.axes(), in.shape().rank())) {
                Tensor sum = again.apply(old.with(op, List.of(other)));
                return again.apply(old.with(in.op(), i == 0 ? List.of(in.input(0), sum) : List.of(sum, in.input(1))));
            }
        }
        return null;
    }

    /** Whether a factor of this shape is the same along all of these axes. */
    private static boolean common(Shape factor, List<Integer> axes, int rank) {
        int missing = rank - factor.rank();
        return axes.stream().allMatch(a -> a < missing || factor.dim(a - missing) == 1);
    }

    /** Whether these are the deviations from the mean along these axes. */
    private static boolean isMean(Tensor difference, List<Integer> axes) {
        Tensor m = difference.input(1);
        while (m.op() instanceof View.Reshape) {
            m = m.input(0);
        }
        return m.op() instanceof Reduce r && r.kind() == Reduce.Kind.MEAN && r.axes().equals(axes) && m.input(0) == difference.input(0)
                && common(difference.input(1).shape(), axes, difference.shape().rank());
    }
}
