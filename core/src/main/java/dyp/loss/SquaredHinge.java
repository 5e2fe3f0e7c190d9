package dyp.loss;

import dyp.op.Tensor;

/** mean max(1 - target * prediction, 0)² over the last axis, for targets of -1 and +1; 0 and 1 are turned into them. */
public record SquaredHinge(Reduction reduction) implements Pointwise {
    @Override
    public Tensor each(Tensor t, Tensor p) {
        return Tensor.scalar(1).sub(Targets.signs(t).mul(p)).relu().square();
    }

    public SquaredHinge reduction(Reduction r) {
        return new SquaredHinge(r);
    }
}
