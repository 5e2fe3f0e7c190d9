package dyp.loss;

import dyp.op.Tensor;

/** 100 mean |target - prediction| / max(|target|, 1e-7) over the last axis. */
public record MeanAbsolutePercentageError(Reduction reduction) implements Pointwise {
    @Override
    public Tensor each(Tensor t, Tensor p) {
        return t.sub(p).div(t.abs().maximum(Tensor.scalar(Probabilities.EPSILON))).abs().mul(100);
    }

    public MeanAbsolutePercentageError reduction(Reduction r) {
        return new MeanAbsolutePercentageError(r);
    }
}
