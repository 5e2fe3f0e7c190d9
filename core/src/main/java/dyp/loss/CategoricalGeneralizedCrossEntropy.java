package dyp.loss;

import dyp.op.CrossEntropy;
import dyp.op.Tensor;

/**
 * (1 - p[class]^q) / q, for targets that are class indices from 0 and may be wrong: between the cross-entropy (q near 0), which trusts
 * every label, and the mean absolute error (q = 1), which shrugs. Zhang and Sabuncu 2018, "Generalized cross entropy loss for
 * training deep neural networks with noisy labels".
 *
 * @param q above 0 and below 1
 */
public record CategoricalGeneralizedCrossEntropy(double q, Reduction reduction) implements Loss {
    public CategoricalGeneralizedCrossEntropy {
        Checks.between("q", q);
    }

    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        Tensor p = CrossEntropy.dropLast(prediction.mul(Targets.oneHot(target, prediction)).sum(-1));
        return Probabilities.complement(p.pow(Tensor.scalar(q))).div(q);
    }

    public CategoricalGeneralizedCrossEntropy q(double exponent) {
        return new CategoricalGeneralizedCrossEntropy(exponent, reduction);
    }

    public CategoricalGeneralizedCrossEntropy reduction(Reduction r) {
        return new CategoricalGeneralizedCrossEntropy(q, r);
    }
}
