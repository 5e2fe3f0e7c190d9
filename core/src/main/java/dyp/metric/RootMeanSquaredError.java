package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;

/** sqrt(mean (target - prediction)²), over all numbers. */
public record RootMeanSquaredError() implements MeanMetric {
    @Override
    public String name() {
        return "root_mean_squared_error";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.pair(target, prediction);
        return both.prediction().sub(both.target()).square();
    }

    @Override
    public double result(double[] totals) {
        return Math.sqrt(MeanMetric.super.result(totals));
    }
}
