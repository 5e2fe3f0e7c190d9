package dyp.testkit;

import dyp.nn.Joint;
import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;

/**
 * A layer whose first inputs come with a mask: some steps at the beginning, in the middle and at the end do not count.
 *
 * @param masks how many inputs have one
 */
record Masked(Layer layer, int masks) implements Joint {
    Masked(Layer layer) {
        this(layer, 1);
    }

    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        for (Tensor x : inputs.subList(0, masks)) {
            Shape steps = x.shape().slice(0, 2);
            scope.mask(x, Tensor.constant(NDArray.generate(steps, i -> (i / steps.last() + i % steps.last()) % 3 == 0 ? 0 : 1)));
        }
        return layer.apply(inputs, scope);
    }
}
