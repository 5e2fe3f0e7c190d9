package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a {@link Tensor} is made by. An op knows its shape rule and its gradient; how it is computed is a backend's
 * matter. Ops are values: two equal ops on the same inputs give the same numbers, and the compiler merges them.
 *
 * <p>The families are sealed, so that a pass or a backend that forgets one does not compile. {@link Custom} is open.
 */
public sealed interface Op
        permits Leaf, Elementwise, Reduce, View, MatMul, StridedMatMul, Conv, Pool, Normalize, Gather, Random, Scan, Fused, Folded, Custom {

    /** The output's shape, or a {@link dyp.tensor.DypException} that says what does not fit. */
    Shape shape(List<Tensor> inputs);

    /** The output's type. */
    default DType dtype(List<Tensor> inputs) {
        return DType.FLOAT32;
    }

    /**
     * The gradient of some scalar with respect to each input, as graph.
     *
     * @param out this op's output
     * @param grad the scalar's gradient with respect to {@code out}, of {@code out}'s shape
     * @return one tensor per input, of that input's shape; null where no gradient flows
     */
    List<Tensor> gradient(Tensor out, Tensor grad);

    /**
     * The same, for an op that can save work where not all gradients are asked for.
     *
     * @param needed whether the gradient with respect to an input is asked for; null may stand for the others
     */
    default List<Tensor> gradient(Tensor out, Tensor grad, Predicate<Tensor> needed) {
        return gradient(out, grad);
    }

    /** How the op is named in messages and plans. */
    default String label() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
