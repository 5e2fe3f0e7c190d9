package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;

/** The share of numbers that lie above the threshold where the target is 1, and not above it where the target is 0. */
public record BinaryAccuracy(double threshold) implements MeanMetric {
    @Override
    public String name() {
        return "binary_accuracy";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.pair(target, prediction);
        return Tensor.scalar(threshold).less(both.prediction()).equal(both.target());
    }

    public BinaryAccuracy threshold(double t) {
        return new BinaryAccuracy(t);
    }
}
