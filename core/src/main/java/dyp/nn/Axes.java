package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What layers do with axes that their users name; negative ones count from the end. */
final class Axes {
    private Axes() {}

    /** The axes from 0 to rank - 1, in order. */
    static int[] of(List<Integer> axes, Shape shape) {
        int[] sorted = axes.stream().mapToInt(shape::axis).sorted().distinct().toArray();
        if (sorted.length == 0) {
            throw new DypException("At least one axis is needed, but none was given. -1 is the last one.");
        }
        return sorted;
    }

    /** All axes but these. */
    static int[] others(int[] axes, Shape shape) {
        return IntStream.range(0, shape.rank()).filter(a -> !contains(axes, a)).toArray();
    }

    static boolean contains(int[] axes, int axis) {
        return Arrays.stream(axes).anyMatch(a -> a == axis);
    }

    /** The lengths of the axes. */
    static int[] lengths(int[] axes, Shape shape) {
        return Arrays.stream(axes).map(shape::dim).toArray();
    }

    /** The shape with length 1 wherever it is not one of the axes: values per place along them stretch from it. */
    static Shape along(int[] axes, Shape shape) {
        return Shape.of(IntStream.range(0, shape.rank()).map(a -> contains(axes, a) ? shape.dim(a) : 1).toArray());
    }

    /** f of the axes as if they were one and the last; f keeps the shape. */
    static Tensor asLast(Tensor x, int[] axes, UnaryOperator<Tensor> f) {
        Shape shape = x.shape();
        if (axes.length == 1 && axes[0] == shape.rank() - 1) {
            return f.apply(x);
        }
        int[] order = IntStream.concat(Arrays.stream(others(axes, shape)), Arrays.stream(axes)).toArray();
        int[] back = IntStream.range(0, order.length).boxed().sorted((a, b) -> order[a] - order[b]).mapToInt(Integer::intValue).toArray();
        Tensor turned = x.transpose(order);
        Shape kept = turned.shape().slice(0, order.length - axes.length);
        int[] flat = Arrays.copyOf(kept.dims(), kept.rank() + 1);
        flat[kept.rank()] = shape.size() / Math.max(kept.size(), 1);
        return f.apply(turned.reshape(flat)).reshape(turned.shape()).transpose(back);
    }
}
