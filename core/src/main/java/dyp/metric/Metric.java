package dyp.metric;

import dyp.op.Tensor;
import dyp.tensor.NDArray;

/**
 * A figure of merit that can be streamed: each batch gives a few totals, totals of batches add up, and the figure follows
 * from the sums. So it is exact over any split into batches.
 */
public interface Metric {
    /** Its name in logs and histories. */
    String name();

    /**
     * What one batch contributes: a vector of totals.
     *
     * @param weights how much each sample counts, (batch, ...) as far as it stretches over the prediction; null where all count one
     */
    Tensor totals(Tensor target, Tensor prediction, Tensor weights);

    /** Of samples that all count one. */
    default Tensor totals(Tensor target, Tensor prediction) {
        return totals(target, prediction, null);
    }

    /** The figure for logs, from the totals of all batches. */
    double result(double[] totals);

    /** All that there is to see: a figure per class or threshold, a matrix. The figure for logs where it is the only one. */
    default NDArray values(double[] totals) {
        return NDArray.scalar((float) result(totals));
    }

    /** The same under another name. */
    default Metric named(String name) {
        return new Named(name, this);
    }
}
