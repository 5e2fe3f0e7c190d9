package dyp.grad;

import dyp.op.Backward;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Reverse-mode differentiation, graph to graph: the result is made of the same ops and can be differentiated again. */
public final class Gradients {
    private Gradients() {}

    /** The gradient of y (summed, where it is not a scalar) with respect to x, of x's shape. */
    public static Tensor of(Tensor y, Tensor x) {
        return of(y, List.of(x)).getFirst();
    }

    /**
     * The gradients of y with respect to several tensors; zeros where y does not depend on one.
     *
     * @throws DypException where y is not float32
     */
    public static List<Tensor> of(Tensor y, List<Tensor> xs) {
        if (y.dtype() != dyp.tensor.DType.FLOAT32) {
            throw new DypException("Only float32 tensors have gradients, but " + y + " came.");
        }
        Map<Tensor, Tensor> grads = Backward.of(Map.of(y, Tensor.constant(NDArray.scalar(1)).broadcastTo(y.shape())), xs);
        return xs.stream().map(x -> grads.containsKey(x) ? grads.get(x) : zeros(x.shape())).toList();
    }

    private static Tensor zeros(Shape shape) {
        return Tensor.scalar(0).broadcastTo(shape);
    }
}
