package dyp.loss;

import dyp.op.Tensor;

/**
 * -sum target * log p over the class axis, for targets that are probabilities (one-hot rows). Probabilities are first divided by
 * their sum.
 *
 * @param logits whether the prediction is unnormalised log-probabilities; steadier, and needs no softmax in the model
 * @param labelSmoothing how much of the targets is shared out to all classes, from 0 to 1
 * @param axis where the classes are
 */
public record CategoricalCrossentropy(boolean logits, double labelSmoothing, int axis, Reduction reduction) implements Loss {
    public CategoricalCrossentropy {
        Checks.share("labelSmoothing", labelSmoothing);
    }

    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.classesLast(target, prediction, axis, labelSmoothing);
        return Probabilities.categorical(both.target(), both.prediction(), logits);
    }

    public CategoricalCrossentropy fromLogits() {
        return new CategoricalCrossentropy(true, labelSmoothing, axis, reduction);
    }

    public CategoricalCrossentropy labelSmoothing(double share) {
        return new CategoricalCrossentropy(logits, share, axis, reduction);
    }

    public CategoricalCrossentropy axis(int a) {
        return new CategoricalCrossentropy(logits, labelSmoothing, a, reduction);
    }

    public CategoricalCrossentropy reduction(Reduction r) {
        return new CategoricalCrossentropy(logits, labelSmoothing, axis, r);
    }
}
