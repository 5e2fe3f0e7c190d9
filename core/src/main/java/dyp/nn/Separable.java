package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Tensor;

/**
 * A depthwise convolution and then a mix of its channels: the kernels are (spatial..., in, depthMultiplier) and
 * (1..., in·depthMultiplier, filters). Chollet 2017, "Xception".
 *
 * @param <L> the layer
 */
public interface Separable<L> extends Depthwise<L> {
    int filters();

    /** The kernel that mixes the channels. */
    Parameter pointwise();

    L pointwise(Parameter p);

    default L pointwiseInitializer(Initializer i) {
        return pointwise(pointwise().initializer(i));
    }

    default L pointwiseRegularizer(Regularizer r) {
        return pointwise(pointwise().regularizer(r));
    }

    default L pointwiseConstraint(Constraint c) {
        return pointwise(pointwise().constraint(c));
    }

    @Override
    default Tensor apply(Tensor x, Scope scope) {
        Tensor each = options().eachChannel(x, scope, "depthwise_kernel", depthMultiplier());
        int[] shape = Convolution.shape(Windows.all(windows().rank(), 1), each.shape().last(), filters());
        Tensor mix = scope.weight("pointwise_kernel", pointwise(), shape);
        return options().finish(each.matmul(mix.reshape(each.shape().last(), filters())), scope);
    }
}
