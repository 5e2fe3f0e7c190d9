package dyp.metric;

import dyp.op.Tensor;

/** The share of right answers: binary, categorical or sparse as the shapes say, as Keras takes "accuracy". */
public record Accuracy() implements MeanMetric {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        MeanMetric suited = prediction.shape().last() == 1 ? new BinaryAccuracy(0.5)
                : target.shape().equals(prediction.shape()) ? new CategoricalAccuracy() : new SparseCategoricalAccuracy();
        return suited.each(target, prediction);
    }
}
