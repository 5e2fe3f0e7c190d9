package dyp.loss;

import dyp.op.CrossEntropy;
import dyp.op.Tensor;

/**
 * -sum alpha (1 - p)^gamma target * log p over the class axis, for targets that are probabilities (one-hot rows): what is easy
 * counts little. Lin et al. 2017, "Focal loss for dense object detection", equation 5.
 *
 * @param logits whether the prediction is unnormalised log-probabilities
 * @param labelSmoothing how much of the targets is shared out to all classes, from 0 to 1
 * @param axis where the classes are
 */
public record CategoricalFocalCrossentropy(double alpha, double gamma, boolean logits, double labelSmoothing, int axis,
        Reduction reduction) implements Loss {
    public CategoricalFocalCrossentropy {
        Checks.notNegative("alpha", alpha);
        Checks.notNegative("gamma", gamma);
        Checks.share("labelSmoothing", labelSmoothing);
    }

    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.classesLast(target, prediction, axis, labelSmoothing);
        Tensor p = Probabilities.normalized(logits ? both.prediction().softmax() : both.prediction());
        Tensor focus = Probabilities.complement(p).pow(Tensor.scalar(gamma)).mul(alpha);
        return CrossEntropy.dropLast(focus.mul(both.target()).mul(p.log()).sum(-1)).neg();
    }

    public CategoricalFocalCrossentropy alpha(double a) {
        return new CategoricalFocalCrossentropy(a, gamma, logits, labelSmoothing, axis, reduction);
    }

    public CategoricalFocalCrossentropy gamma(double g) {
        return new CategoricalFocalCrossentropy(alpha, g, logits, labelSmoothing, axis, reduction);
    }

    public CategoricalFocalCrossentropy fromLogits() {
        return new CategoricalFocalCrossentropy(alpha, gamma, true, labelSmoothing, axis, reduction);
    }

    public CategoricalFocalCrossentropy labelSmoothing(double share) {
        return new CategoricalFocalCrossentropy(alpha, gamma, logits, share, axis, reduction);
    }

    public CategoricalFocalCrossentropy axis(int a) {
        return new CategoricalFocalCrossentropy(alpha, gamma, logits, labelSmoothing, a, reduction);
    }

    public CategoricalFocalCrossentropy reduction(Reduction r) {
        return new CategoricalFocalCrossentropy(alpha, gamma, logits, labelSmoothing, axis, r);
    }
}
