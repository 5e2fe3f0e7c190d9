package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;

/** How often the largest of a row is at the target's class number. */
public record SparseCategoricalAccuracy() implements MeanMetric {
    @Override
    public String name() {
        return "sparse_categorical_accuracy";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        Tensor answer = Targets.drop(prediction.argmax(-1), -1);
        return answer.equal(labels(name(), target, prediction));
    }

    /** Class numbers as int32, one per row of the prediction. */
    static Tensor labels(String metric, Tensor target, Tensor prediction) {
        Tensor rows = Targets.drop(prediction.slice(-1, 0, 1), -1);
        if (target.shape().size() != rows.shape().size()) {
            throw new DypException("[" + metric + "] The model gives " + prediction.shape() + ", so there must be one class number"
                    + " per row, but the targets are " + target.shape() + ". Use accuracy(), which looks at the shapes, or give class numbers.");
        }
        return target.cast(DType.INT32).reshape(rows.shape());
    }
}
