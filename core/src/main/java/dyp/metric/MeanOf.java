package dyp.metric;

import dyp.loss.Loss;
import dyp.loss.Weights;
import dyp.op.Tensor;

/** The mean of a loss, whose reduction does not matter here. Places that the loss itself leaves out do not count. */
public record MeanOf(String name, Loss loss) implements MeanMetric {
    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        return loss.of(target, prediction);
    }

    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        Tensor values = each(target, prediction);
        return Sums.mean(values, Weights.both(weights, loss.counted(target, values)));
    }
}
