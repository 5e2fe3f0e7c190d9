package dyp.loss;

import dyp.op.Tensor;

/** mean (log(1 + target) - log(1 + prediction))² over the last axis; numbers below 1e-7 count as 1e-7. */
public record MeanSquaredLogarithmicError(Reduction reduction) implements Pointwise {
    @Override
    public Tensor each(Tensor t, Tensor p) {
        Tensor least = Tensor.scalar(Probabilities.EPSILON);
        return p.maximum(least).add(1).log().sub(t.maximum(least).add(1).log()).square();
    }

    public MeanSquaredLogarithmicError reduction(Reduction r) {
        return new MeanSquaredLogarithmicError(r);
    }
}
