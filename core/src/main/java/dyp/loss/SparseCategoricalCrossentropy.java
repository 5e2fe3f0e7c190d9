package dyp.loss;

import dyp.op.Tensor;

/**
 * -log p[class], for targets that are class indices from 0.
 *
 * @param logits whether the prediction is unnormalised log-probabilities; steadier, and needs no softmax in the model
 */
public record SparseCategoricalCrossentropy(boolean logits) implements Loss {
    public SparseCategoricalCrossentropy fromLogits() {
        return new SparseCategoricalCrossentropy(true);
    }

    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        return Targets.crossEntropy(Targets.oneHot(target, prediction), prediction, logits);
    }
}
