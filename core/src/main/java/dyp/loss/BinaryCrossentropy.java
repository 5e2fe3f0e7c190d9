package dyp.loss;

import dyp.op.CrossEntropy;
import dyp.op.Tensor;

/**
 * -t log p - (1 - t) log(1 - p), the mean over the last axis, for targets of 0 and 1 (or between).
 *
 * @param logits whether the prediction is log(p / (1 - p)) rather than p; steadier, and needs no sigmoid in the model
 */
public record BinaryCrossentropy(boolean logits) implements Loss {
    public BinaryCrossentropy fromLogits() {
        return new BinaryCrossentropy(true);
    }

    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        Tensor t = Targets.like(target, prediction);
        if (logits) {
            return Targets.meanLast(CrossEntropy.binary(t, prediction));
        }
        Tensor p = Targets.clipped(prediction);
        Tensor one = Tensor.scalar(1);
        return Targets.meanLast(t.mul(p.log()).add(one.sub(t).mul(one.sub(p).log()))).neg();
    }
}
