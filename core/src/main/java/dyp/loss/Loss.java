package dyp.loss;

import dyp.op.Tensor;

/** How far a prediction is from its target. */
public interface Loss {
    /**
     * One number per sample (or per place of a sample): the prediction's shape without its last axis. Training minimises
     * the mean.
     *
     * @throws dyp.tensor.DypException where target and prediction do not belong together
     */
    Tensor of(Tensor target, Tensor prediction);
}
