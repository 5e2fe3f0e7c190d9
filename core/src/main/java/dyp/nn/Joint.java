package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/** A layer that takes several inputs or gives several outputs. */
public interface Joint extends Layer {
    @Override
    List<Tensor> apply(List<Tensor> inputs, Scope scope);

    /** Of one input, the first output. */
    @Override
    default Tensor apply(Tensor x, Scope scope) {
        return apply(List.of(x), scope).getFirst();
    }
}
