package dyp.loss;

import dyp.op.CrossEntropy;
import dyp.op.Tensor;

/**
 * max(1 + max over the wrong classes - score of the right one, 0), for one-hot rows and scores. Crammer and Singer 2001; the right
 * class's score takes part as 0 in the inner maximum, as in Keras.
 */
public record CategoricalHinge(Reduction reduction) implements Loss {
    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.pair(target, prediction);
        Tensor right = both.target().mul(both.prediction()).sum(-1);
        Tensor wrong = Probabilities.complement(both.target()).mul(both.prediction()).max(-1);
        return CrossEntropy.dropLast(wrong.sub(right).add(1).relu());
    }

    public CategoricalHinge reduction(Reduction r) {
        return new CategoricalHinge(r);
    }
}
