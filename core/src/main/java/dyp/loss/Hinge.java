package dyp.loss;

import dyp.op.Tensor;

/**
 * mean max(1 - target * prediction, 0) over the last axis, for targets of -1 and +1; 0 and 1 are turned into them. The support vector
 * machine's loss: Cortes and Vapnik 1995.
 */
public record Hinge(Reduction reduction) implements Pointwise {
    @Override
    public Tensor each(Tensor t, Tensor p) {
        return Tensor.scalar(1).sub(Targets.signs(t).mul(p)).relu();
    }

    public Hinge reduction(Reduction r) {
        return new Hinge(r);
    }
}
