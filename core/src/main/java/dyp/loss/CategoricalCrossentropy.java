package dyp.loss;

import dyp.op.Tensor;

/**
 * -sum target * log p over the last axis, for targets that are probabilities (one-hot rows).
 *
 * @param logits whether the prediction is unnormalised log-probabilities; steadier, and needs no softmax in the model
 */
public record CategoricalCrossentropy(boolean logits) implements Loss {
    public CategoricalCrossentropy fromLogits() {
        return new CategoricalCrossentropy(true);
    }

    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        return Targets.crossEntropy(Targets.like(target, prediction), prediction, logits);
    }
}
