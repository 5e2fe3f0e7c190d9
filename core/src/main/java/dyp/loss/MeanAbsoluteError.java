package dyp.loss;

import dyp.op.Tensor;

/** mean |target - prediction| over the last axis. */
public record MeanAbsoluteError(Reduction reduction) implements Pointwise {
    @Override
    public Tensor each(Tensor t, Tensor p) {
        return p.sub(t).abs();
    }

    public MeanAbsoluteError reduction(Reduction r) {
        return new MeanAbsoluteError(r);
    }
}
