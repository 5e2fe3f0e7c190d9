package dyp.grad;

import dyp.op.Graphs;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        List<Tensor> sorted = Graphs.sorted(List.of(y));
        Set<Tensor> needed = dependents(sorted, xs);
        Map<Tensor, Tensor> grads = new HashMap<>();
        grads.put(y, Tensor.constant(NDArray.scalar(1)).broadcastTo(y.shape()));
        for (Tensor t : sorted.reversed()) {
            Tensor grad = grads.get(t);
            if (grad == null || !needed.contains(t) || t.inputs().isEmpty()) {
                continue;
            }
            Tensor.labelled(t.path().isEmpty() || t.path().endsWith("'") ? t.path() : t.path() + "'", () -> {
                List<Tensor> parts = t.op().gradient(t, grad);
                for (int i = 0; i < parts.size(); i++) {
                    if (parts.get(i) != null && needed.contains(t.input(i))) {
                        grads.merge(t.input(i), parts.get(i), Tensor::add);
                    }
                }
                return null;
            });
        }
        return xs.stream().map(x -> grads.containsKey(x) ? grads.get(x) : zeros(x.shape())).toList();
    }

    /** The tensors of the graph that depend on any of xs: only through these does a gradient have to flow. */
    private static Set<Tensor> dependents(List<Tensor> sorted, List<Tensor> xs) {
        Set<Tensor> needed = new HashSet<>(xs);
        for (Tensor t : sorted) {
            if (t.inputs().stream().anyMatch(needed::contains)) {
                needed.add(t);
            }
        }
        return needed;
    }

    private static Tensor zeros(Shape shape) {
        return Tensor.scalar(0).broadcastTo(shape);
    }
}
