package dyp.loss;

import dyp.op.Tensor;

/**
 * (1 - pt)^gamma times the binary cross-entropy, the mean over an axis, where pt is the probability given to the right answer: what
 * is easy counts little. Lin et al. 2017, "Focal loss for dense object detection", equations 4 and 5.
 *
 * @param balanced whether ones are also weighed by alpha and zeros by 1 - alpha
 * @param logits whether the prediction is log(p / (1 - p)) rather than p
 * @param labelSmoothing how much of the targets is replaced by a half, from 0 to 1
 * @param axis over which the mean goes
 */
public record BinaryFocalCrossentropy(boolean balanced, double alpha, double gamma, boolean logits, double labelSmoothing, int axis,
        Reduction reduction) implements Pointwise {
    public BinaryFocalCrossentropy {
        Checks.share("alpha", alpha);
        Checks.notNegative("gamma", gamma);
        Checks.share("labelSmoothing", labelSmoothing);
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        Tensor t = Targets.smooth(target, labelSmoothing, 2);
        Tensor p = logits ? prediction.sigmoid() : prediction;
        Tensor right = t.mul(p).add(Probabilities.complement(t).mul(Probabilities.complement(p)));
        Tensor focus = Probabilities.complement(right).pow(Tensor.scalar(gamma));
        Tensor loss = focus.mul(Probabilities.binary(t, p, false));
        return balanced ? t.mul(alpha).add(Probabilities.complement(t).mul(1 - alpha)).mul(loss) : loss;
    }

    /** Ones weighed by alpha, zeros by 1 - alpha. */
    public BinaryFocalCrossentropy applyClassBalancing() {
        return new BinaryFocalCrossentropy(true, alpha, gamma, logits, labelSmoothing, axis, reduction);
    }

    public BinaryFocalCrossentropy alpha(double a) {
        return new BinaryFocalCrossentropy(balanced, a, gamma, logits, labelSmoothing, axis, reduction);
    }

    public BinaryFocalCrossentropy gamma(double g) {
        return new BinaryFocalCrossentropy(balanced, alpha, g, logits, labelSmoothing, axis, reduction);
    }

    public BinaryFocalCrossentropy fromLogits() {
        return new BinaryFocalCrossentropy(balanced, alpha, gamma, true, labelSmoothing, axis, reduction);
    }

    public BinaryFocalCrossentropy labelSmoothing(double share) {
        return new BinaryFocalCrossentropy(balanced, alpha, gamma, logits, share, axis, reduction);
    }

    public BinaryFocalCrossentropy axis(int a) {
        return new BinaryFocalCrossentropy(balanced, alpha, gamma, logits, labelSmoothing, a, reduction);
    }

    public BinaryFocalCrossentropy reduction(Reduction r) {
        return new BinaryFocalCrossentropy(balanced, alpha, gamma, logits, labelSmoothing, axis, r);
    }
}
