package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Tensor;

/**
 * Convolution that filters each channel on its own: the kernel is (spatial..., in, depthMultiplier), and channel c gives the
 * channels from c·depthMultiplier. Mamalet and Garcia 2012, "Simplifying ConvNets for fast learning".
 *
 * @param <L> the layer
 */
public interface Depthwise<L> extends Convolving<L> {
    /** Filters for each channel. */
    int depthMultiplier();

    /** The same layer with so many filters for each channel. */
    L depthMultiplier(int n);

    default L depthwise(Parameter p) {
        return options(options().kernel(p));
    }

    default L depthwiseInitializer(Initializer i) {
        return depthwise(options().kernel().initializer(i));
    }

    default L depthwiseRegularizer(Regularizer r) {
        return depthwise(options().kernel().regularizer(r));
    }

    default L depthwiseConstraint(Constraint c) {
        return depthwise(options().kernel().constraint(c));
    }

    @Override
    default Tensor apply(Tensor x, Scope scope) {
        return options().finish(options().eachChannel(x, scope, "kernel", depthMultiplier()), scope);
    }
}
