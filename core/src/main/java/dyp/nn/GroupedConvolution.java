package dyp.nn;

import dyp.op.Conv;
import dyp.op.Tensor;
import dyp.tensor.DypException;

/**
 * Convolution over one, two or three axes. The input's channels and the filters fall into independent groups.
 *
 * @param <L> the layer
 */
public interface GroupedConvolution<L> extends Filters<L> {
    int groups();

    /** The same layer with so many groups. */
    L groups(int n);

    @Override
    default Tensor apply(Tensor x, Scope scope) {
        Tensor in = windows().input(x);
        int channels = in.shape().last();
        if (channels % groups() != 0 || filters() % groups() != 0) {
            throw new DypException("groups = " + groups() + " must divide the " + channels + " input channels and the " + filters()
                    + " filters. Use a number that divides both.");
        }
        Tensor kernel = options().kernel(scope, "kernel", channels / groups(), filters());
        return options().finish(Tensor.make(new Conv.Forward(windows().over(in), groups()), in, kernel), scope);
    }
}
