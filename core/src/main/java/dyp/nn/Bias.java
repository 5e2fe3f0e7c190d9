package dyp.nn;

import dyp.init.Initializer;

/**
 * What every layer with a bias can be told about it.
 *
 * @param <L> the layer
 */
public interface Bias<L> {
    Parameter bias();

    /** The same layer with another bias parameter. */
    L bias(Parameter parameter);

    default L biasInitializer(Initializer i) {
        return bias(bias().initializer(i));
    }

    default L biasRegularizer(Regularizer r) {
        return bias(bias().regularizer(r));
    }

    default L biasConstraint(Constraint c) {
        return bias(bias().constraint(c));
    }
}
