package dyp.metric;

import dyp.loss.Losses;
import dyp.op.Tensor;

/** The cosine of the angle between target and prediction along an axis: 1 for the same direction. */
public record CosineSimilarity(int axis) implements MeanMetric {
    @Override
    public String name() {
        return "cosine_similarity";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        return Losses.cosineSimilarity().axis(axis).of(target, prediction).neg();
    }

    public CosineSimilarity axis(int a) {
        return new CosineSimilarity(a);
    }
}
