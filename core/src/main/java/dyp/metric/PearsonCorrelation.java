package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;

/**
 * The mean of the samples' correlations: of each, between its targets and its predictions along an axis. Pearson 1895. NaN where one of
 * the two does not vary, as in Keras.
 *
 * @param axis along which numbers belong together
 */
public record PearsonCorrelation(int axis) implements MeanMetric {
    @Override
    public String name() {
        return "pearson_correlation";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.pair(target, prediction);
        return Targets.drop(standard(both.target()).mul(standard(both.prediction())).mean(axis), axis);
    }

    private Tensor standard(Tensor x) {
        Tensor centred = x.sub(x.mean(axis));
        return centred.div(centred.square().mean(axis).sqrt());
    }

    public PearsonCorrelation axis(int a) {
        return new PearsonCorrelation(a);
    }
}
