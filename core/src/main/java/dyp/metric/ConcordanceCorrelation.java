package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;

/**
 * The mean of the samples' concordance, 2 cov / (var t + var p + (mean t - mean p)²) along an axis: a correlation that is 1 only where
 * both are the same. Lin 1989, "A concordance correlation coefficient to evaluate reproducibility".
 *
 * @param axis along which numbers belong together
 */
public record ConcordanceCorrelation(int axis) implements MeanMetric {
    @Override
    public String name() {
        return "concordance_correlation";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.pair(target, prediction);
        Tensor apart = both.target().mean(axis).sub(both.prediction().mean(axis));
        Tensor t = both.target().sub(both.target().mean(axis));
        Tensor p = both.prediction().sub(both.prediction().mean(axis));
        Tensor scale = t.square().mean(axis).add(p.square().mean(axis)).add(apart.square()).add(1e-7);
        return Targets.drop(t.mul(p).mean(axis).mul(2).div(scale), axis);
    }

    public ConcordanceCorrelation axis(int a) {
        return new ConcordanceCorrelation(a);
    }
}
