package dyp.metric;

import dyp.op.Tensor;
import dyp.tensor.NDArray;

/** A metric under another name, as where one is there twice. */
record Named(String name, Metric metric) implements Metric {
    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        return metric.totals(target, prediction, weights);
    }

    @Override
    public double result(double[] totals) {
        return metric.result(totals);
    }

    @Override
    public NDArray values(double[] totals) {
        return metric.values(totals);
    }
}
