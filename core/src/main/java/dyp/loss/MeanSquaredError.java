package dyp.loss;

import dyp.op.Tensor;

/** mean (target - prediction)² over the last axis. */
public record MeanSquaredError(Reduction reduction) implements Pointwise {
    @Override
    public Tensor each(Tensor t, Tensor p) {
        return p.sub(t).square();
    }

    public MeanSquaredError reduction(Reduction r) {
        return new MeanSquaredError(r);
    }
}
