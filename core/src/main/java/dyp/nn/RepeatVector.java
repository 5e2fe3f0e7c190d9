package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.Shape;

/** Each sample n times, as the steps of a sequence: (batch, features) -> (batch, n, features). */
public record RepeatVector(int n) implements Layer {
    public RepeatVector {
        Checks.positive("n", n);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rank(2, x, "(batch, features)");
        int batch = x.shape().dim(0);
        return x.reshape(batch, 1, x.shape().last()).broadcastTo(Shape.of(batch, n, x.shape().last()));
    }
}
