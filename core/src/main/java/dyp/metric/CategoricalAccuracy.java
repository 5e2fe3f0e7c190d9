package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;

/** How often the largest of a row is where the largest of the target row is. */
public record CategoricalAccuracy() implements MeanMetric {
    @Override
    public String name() {
        return "categorical_accuracy";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.pair(target, prediction);
        return Targets.drop(both.prediction().argmax(-1).equal(both.target().argmax(-1)), -1);
    }
}
