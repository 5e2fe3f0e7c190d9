package dyp.nn;

import dyp.init.Initializer;

/**
 * What every layer with a kernel can be told about it.
 *
 * @param <L> the layer
 */
public interface Kernel<L> {
    Parameter kernel();

    /** The same layer with another kernel parameter. */
    L kernel(Parameter parameter);

    default L kernelInitializer(Initializer i) {
        return kernel(kernel().initializer(i));
    }

    default L kernelRegularizer(Regularizer r) {
        return kernel(kernel().regularizer(r));
    }

    default L kernelConstraint(Constraint c) {
        return kernel(kernel().constraint(c));
    }
}
