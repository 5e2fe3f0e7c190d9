package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;
import dyp.tensor.DType;

/**
 * How often fewer than k numbers of a row are larger than the one at the target's class number.
 *
 * @param sortedIds whether the prediction is class numbers, best first, rather than scores
 */
public record SparseTopKCategoricalAccuracy(int k, boolean sortedIds) implements MeanMetric {
    public SparseTopKCategoricalAccuracy {
        Checks.positive("k", k);
    }

    @Override
    public String name() {
        return "sparse_top_k_categorical_accuracy";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        Tensor labels = SparseCategoricalAccuracy.labels(name(), target, prediction);
        if (!sortedIds) {
            return Top.holds(labels, prediction, k);
        }
        Tensor best = prediction.slice(-1, 0, Math.min(k, prediction.shape().last())).cast(DType.INT32);
        return Targets.drop(best.equal(labels.reshape(prediction.shape().with(-1, 1))).max(-1), -1);
    }

    /** For predictions that are class numbers, best first. */
    public SparseTopKCategoricalAccuracy fromSortedIds() {
        return new SparseTopKCategoricalAccuracy(k, true);
    }
}
