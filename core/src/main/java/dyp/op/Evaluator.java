package dyp.op;

import dyp.tensor.NDArray;
import java.util.List;

/** Computes tensors right now, node by node: what {@link Tensor#value()} asks for. Found as a service. */
public interface Evaluator {
    List<NDArray> evaluate(List<Tensor> tensors);

    /** The evaluator on the class path. */
    static Evaluator get() {
        return java.util.ServiceLoader.load(Evaluator.class, Evaluator.class.getClassLoader()).findFirst()
                .orElseThrow(() -> new IllegalStateException("no dyp.op.Evaluator on the class path: is dyp-core's jar complete?"));
    }
}
