package dyp.loss;

import dyp.op.Tensor;

/** mean (target - prediction)² over the last axis. */
public record MeanSquaredError() implements Loss {
    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        return Targets.meanLast(prediction.sub(Targets.like(target, prediction)).square());
    }
}
