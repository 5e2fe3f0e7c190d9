package dyp.testkit;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DType;

/**
 * A layer that takes tokens, seen as one that takes numbers between -1.5 and 1.5, as {@link Arg#any} draws them: these become tokens from 0
 * to {@code vocabulary - 1}.
 */
public record Tokens(Layer layer, int vocabulary) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return layer.apply(x.add(1.5).mul(vocabulary / 3.0).clip(0, vocabulary - 0.5).cast(DType.INT32), scope);
    }
}
