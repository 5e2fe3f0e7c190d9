package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;

/** The share of predictions that equal their target: Keras's class Accuracy. */
public record ExactAccuracy() implements MeanMetric {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.pair(target, prediction);
        return both.target().equal(both.prediction());
    }
}
