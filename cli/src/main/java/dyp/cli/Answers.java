package dyp.cli;

import dyp.loss.BinaryCrossentropy;
import dyp.loss.CategoricalCrossentropy;
import dyp.loss.Loss;
import dyp.loss.SparseCategoricalCrossentropy;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;

/** What a classifier says of samples, as probabilities. */
final class Answers {
    private Answers() {}

    /**
     * @param x (samples, ...), prepared for the model
     * @return (samples, classes); a model of one output gives two, not and yes
     * @throws DypException where the model gives something else than a number per class
     */
    static NDArray probabilities(Model model, NDArray x) {
        NDArray y = model.predict(x);
        if (y.shape().rank() != 2) {
            throw new DypException("A model that tells classes apart gives a row of numbers per sample, but this one gives " + y.shape()
                    + ". Run it on arrays: dyp run MODEL --input x.npy --output y.npy.");
        }
        Loss loss = model.goals().isEmpty() ? null : model.goals().getFirst().loss();
        boolean logits = switch (loss) {
            case SparseCategoricalCrossentropy s -> s.logits();
            case CategoricalCrossentropy c -> c.logits();
            case BinaryCrossentropy b -> b.logits();
            case null, default -> !areProbabilities(y);
        };
        Tensor raw = Tensor.constant(y);
        boolean single = y.rowSize() == 1;
        Tensor p = !logits ? raw : single || loss instanceof BinaryCrossentropy ? raw.sigmoid() : raw.softmax();
        return (single ? Tensor.concat(1, Tensor.scalar(1).sub(p), p) : p).value();
    }

    private static boolean areProbabilities(NDArray y) {
        for (int i = 0; i < y.size(); i++) {
            if (!(y.at(i) >= 0 && y.at(i) <= 1)) {
                return false;
            }
        }
        return true;
    }
}
