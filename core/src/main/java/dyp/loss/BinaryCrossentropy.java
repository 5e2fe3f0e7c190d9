package dyp.loss;

import dyp.op.Tensor;

/**
 * -t log p - (1 - t) log(1 - p), the mean over an axis, for targets of 0 and 1 (or between).
 *
 * @param logits whether the prediction is log(p / (1 - p)) rather than p; steadier, and needs no sigmoid in the model
 * @param labelSmoothing how much of the targets is replaced by a half, from 0 to 1
 * @param axis over which the mean goes
 */
public record BinaryCrossentropy(boolean logits, double labelSmoothing, int axis, Reduction reduction) implements Pointwise {
    public BinaryCrossentropy {
        Checks.share("labelSmoothing", labelSmoothing);
    }

    @Override
    public Tensor each(Tensor t, Tensor p) {
        return Probabilities.binary(Targets.smooth(t, labelSmoothing, 2), p, logits);
    }

    public BinaryCrossentropy fromLogits() {
        return new BinaryCrossentropy(true, labelSmoothing, axis, reduction);
    }

    public BinaryCrossentropy labelSmoothing(double share) {
        return new BinaryCrossentropy(logits, share, axis, reduction);
    }

    public BinaryCrossentropy axis(int a) {
        return new BinaryCrossentropy(logits, labelSmoothing, a, reduction);
    }

    public BinaryCrossentropy reduction(Reduction r) {
        return new BinaryCrossentropy(logits, labelSmoothing, axis, r);
    }
}
