package dyp.nn;

import dyp.op.Tensor;

/** No number below 0. */
public record NonNeg() implements Constraint {
    @Override
    public Tensor of(Tensor weight) {
        return weight.maximum(Tensor.scalar(0));
    }
}
