package dyp.nn;

import dyp.init.Initializer;

/**
 * What every recurrent layer can be told about the kernel that its state goes through.
 *
 * @param <L> the layer
 */
public interface RecurrentKernel<L> {
    Parameter recurrentKernel();

    /** The same layer with another recurrent kernel parameter. */
    L recurrentKernel(Parameter parameter);

    default L recurrentInitializer(Initializer i) {
        return recurrentKernel(recurrentKernel().initializer(i));
    }

    default L recurrentRegularizer(Regularizer r) {
        return recurrentKernel(recurrentKernel().regularizer(r));
    }

    default L recurrentConstraint(Constraint c) {
        return recurrentKernel(recurrentKernel().constraint(c));
    }
}
