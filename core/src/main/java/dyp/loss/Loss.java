package dyp.loss;

import dyp.op.Tensor;

/** How far a prediction is from its target. */
public interface Loss {
    /**
     * One number per sample (or per place of a sample): the prediction's shape without its last axis.
     *
     * @throws dyp.tensor.DypException where target and prediction do not belong together
     */
    Tensor of(Tensor target, Tensor prediction);

    /** How the numbers of a batch become one. */
    default Reduction reduction() {
        return Reduction.SUM_OVER_BATCH_SIZE;
    }

    /**
     * The loss of a batch, reduced.
     *
     * @param weights how much each sample counts, (batch) or (batch, ...) as far as it stretches; null where all count one
     */
    default Tensor of(Tensor target, Tensor prediction, Tensor weights) {
        return reduction().of(of(target, prediction), weights);
    }
}
