package dyp.loss;

import dyp.op.Tensor;

/** How the losses of a batch become one number, as Keras names them. A division by 0 gives 0. */
public enum Reduction {
    /** As they are, each times its weight. */
    NONE,
    SUM,
    /** The weighted sum over the NUMBER of values that a mask leaves in (not the sum of weights): Keras's default, also called "mean" there. */
    SUM_OVER_BATCH_SIZE,
    /** The weighted sum over the sum of the weights as they were given, before they are stretched over the values. */
    MEAN_WITH_SAMPLE_WEIGHT;

    public Tensor of(Tensor values, Tensor weights) {
        return of(values, weights, null);
    }

    /**
     * @param values the losses, (batch, ...)
     * @param weights (batch, ...) with at most the values' axes, or null
     * @param mask 1 where a value counts and 0 where it does not, (batch, ...), or null
     * @return one number of shape (), for {@link #NONE} the values
     */
    public Tensor of(Tensor values, Tensor weights, Tensor mask) {
        Tensor all = Weights.both(weights, mask == null || this != SUM_OVER_BATCH_SIZE ? mask : scaled(mask));
        Tensor w = all == null ? null : Weights.like(all, values.shape());
        Tensor weighted = w == null ? values : values.mul(w);
        return switch (this) {
            case NONE -> weighted;
            case SUM -> weighted.sum();
            case SUM_OVER_BATCH_SIZE -> weighted.mean();
            case MEAN_WITH_SAMPLE_WEIGHT -> w == null ? weighted.mean() : over(weighted.sum(), w.sum());
        };
    }

    /** So that the mean over all values becomes the mean over those left in. */
    private static Tensor scaled(Tensor mask) {
        return mask.mul(over(Tensor.scalar(mask.shape().size()), mask.sum()));
    }

    private static Tensor over(Tensor a, Tensor b) {
        Tensor none = b.equal(Tensor.scalar(0));
        return Tensor.where(none, Tensor.scalar(0), a.div(Tensor.where(none, Tensor.scalar(1), b)));
    }
}
