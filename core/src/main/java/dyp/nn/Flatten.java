package dyp.nn;

import dyp.op.Tensor;

/** Each sample as one row: (batch, ...) -> (batch, product of the rest). */
public record Flatten() implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return x.reshape(x.shape().dim(0), x.shape().sample().size());
    }
}
