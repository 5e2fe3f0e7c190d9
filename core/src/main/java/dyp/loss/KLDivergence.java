package dyp.loss;

import dyp.op.CrossEntropy;
import dyp.op.Tensor;

/**
 * sum target * log(target / prediction) over the last axis, for rows that are probabilities; both are kept above 1e-7. Kullback and
 * Leibler 1951, "On information and sufficiency".
 */
public record KLDivergence(Reduction reduction) implements Loss {
    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.pair(target, prediction);
        Tensor t = both.target().clip(Probabilities.EPSILON, 1);
        Tensor p = both.prediction().clip(Probabilities.EPSILON, 1);
        return CrossEntropy.dropLast(t.mul(t.div(p).log()).sum(-1));
    }

    public KLDivergence reduction(Reduction r) {
        return new KLDivergence(r);
    }
}
