package dyp.metric;

import dyp.op.Tensor;

/** A metric that is the (weighted) mean of one value per sample, or per place of a sample. */
public interface MeanMetric extends Metric {
    /** The values, (batch, ...). */
    Tensor each(Tensor target, Tensor prediction);

    @Override
    default Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        return Sums.mean(each(target, prediction), weights);
    }

    /** 0 where nothing counts. */
    @Override
    default double result(double[] totals) {
        return Sums.over(totals[0], totals[1]);
    }
}
