package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;

/** How often fewer than k numbers of a row are larger than the one at the largest of the target row. */
public record TopKCategoricalAccuracy(int k) implements MeanMetric {
    public TopKCategoricalAccuracy {
        Checks.positive("k", k);
    }

    @Override
    public String name() {
        return "top_k_categorical_accuracy";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.pair(target, prediction);
        return Top.holds(Targets.drop(both.target().argmax(-1), -1), both.prediction(), k);
    }
}
