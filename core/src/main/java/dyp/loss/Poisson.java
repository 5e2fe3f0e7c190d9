package dyp.loss;

import dyp.op.Tensor;

/**
 * mean (prediction - target * log prediction) over the last axis: the negative log-likelihood of counts, up to a constant, where the
 * prediction is their expected number.
 */
public record Poisson(Reduction reduction) implements Pointwise {
    @Override
    public Tensor each(Tensor t, Tensor p) {
        return p.sub(t.mul(p.add(Probabilities.EPSILON).log()));
    }

    public Poisson reduction(Reduction r) {
        return new Poisson(r);
    }
}
