package dyp.loss;

import dyp.op.Tensor;

/** mean |target - prediction| over the last axis. */
public record MeanAbsoluteError() implements Loss {
    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        return Targets.meanLast(prediction.sub(Targets.like(target, prediction)).abs());
    }
}
