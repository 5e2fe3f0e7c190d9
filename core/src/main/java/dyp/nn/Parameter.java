package dyp.nn;

import dyp.init.Initializer;
import dyp.init.Initializers;

/**
 * How a trainable weight begins and what it is held to.
 *
 * @param initializer its first values
 * @param regularizer a price on its size, added to the loss; {@link Regularizer#NONE} for none
 * @param constraint what it is brought back to after each step; {@link Constraint#NONE} for none
 */
public record Parameter(Initializer initializer, Regularizer regularizer, Constraint constraint) {
    /** Free, and Glorot-uniform at first: Keras's default for kernels. */
    public static final Parameter KERNEL = of(Initializers.glorotUniform());
    /** Free, and orthogonal at first: Keras's default for recurrent kernels. */
    public static final Parameter RECURRENT = of(Initializers.orthogonal());
    /** Free, and 0 at first: Keras's default for biases. */
    public static final Parameter BIAS = of(Initializers.zeros());

    public static Parameter of(Initializer initializer) {
        return new Parameter(initializer, Regularizer.NONE, Constraint.NONE);
    }

    public Parameter initializer(Initializer i) {
        return new Parameter(i, regularizer, constraint);
    }

    public Parameter regularizer(Regularizer r) {
        return new Parameter(initializer, r, constraint);
    }

    public Parameter constraint(Constraint c) {
        return new Parameter(initializer, regularizer, c);
    }
}
