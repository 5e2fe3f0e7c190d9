package dyp.metric;

import dyp.op.Tensor;

/**
 * A figure of merit that can be streamed: each batch gives a few totals, totals of batches add up, and the figure follows
 * from the sums. So it is exact over any split into batches.
 */
public interface Metric {
    /** Its name in logs and histories. */
    String name();

    /** What one batch contributes: a vector of totals. */
    Tensor totals(Tensor target, Tensor prediction);

    /** The figure, from the totals of all batches. */
    double result(double[] totals);
}
