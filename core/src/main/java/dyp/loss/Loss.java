package dyp.loss;

import dyp.op.Tensor;

/** How far a prediction is from its target. */
public interface Loss {
    /**
     * One number per sample (or per place of a sample): the prediction's shape without its last axis, where a loss does not
     * say otherwise.
     *
     * @throws dyp.tensor.DypException where target and prediction do not belong together
     */
    Tensor of(Tensor target, Tensor prediction);

    /** How the numbers of a batch become one. */
    default Reduction reduction() {
        return Reduction.SUM_OVER_BATCH_SIZE;
    }

    /** Which of the values count: 1 or 0 in the values' shape; null where all do. */
    default Tensor counted(Tensor target, Tensor values) {
        return null;
    }

    /**
     * The loss of a batch, reduced.
     *
     * @param weights how much each sample counts, (batch) or (batch, ...) as far as it stretches; null where all count one
     */
    default Tensor of(Tensor target, Tensor prediction, Tensor weights) {
        return of(target, prediction, weights, null);
    }

    /**
     * The loss of a batch, reduced, where some steps of the prediction are masked.
     *
     * @param mask 1 where a step counts and 0 where it does not, (batch, steps); null where all count
     */
    default Tensor of(Tensor target, Tensor prediction, Tensor weights, Tensor mask) {
        Tensor values = of(target, prediction);
        return reduction().of(values, weights, Weights.both(mask, counted(target, values)));
    }
}
