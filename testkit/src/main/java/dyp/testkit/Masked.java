package dyp.testkit;

import dyp.nn.Joint;
import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;

/** A layer whose (first) input comes with a mask: some steps at the beginning, in the middle and at the end do not count. */
record Masked(Layer layer) implements Joint {
    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        Shape steps = inputs.getFirst().shape().slice(0, 2);
        scope.mask(inputs.getFirst(), Tensor.constant(NDArray.generate(steps, i -> (i / steps.last() + i % steps.last()) % 3 == 0 ? 0 : 1)));
        return layer.apply(inputs, scope);
    }
}
