package dyp.nn;

import dyp.op.Tensor;

/** Lengths, in the sense of the root of the sum of squares. */
final class Norms {
    /** Keras's epsilon where no other is said. */
    static final double EPSILON = 1e-7;

    private Norms() {}

    /** The lengths along some axes, which stay with length 1. */
    static Tensor of(Tensor x, int... axes) {
        return x.square().sum(axes).sqrt();
    }

    /** x at length 1 along some axes (all where none is given); what is shorter than epsilon is divided by epsilon. */
    static Tensor unit(Tensor x, double epsilon, int... axes) {
        return x.div(x.square().sum(axes).maximum(Tensor.scalar(epsilon * epsilon)).sqrt());
    }
}
