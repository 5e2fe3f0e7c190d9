package dyp.testkit;

import dyp.nn.Joint;
import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;

/** A layer whose inputs (batch, steps, ...) come with a mask each: the last {@code padding} steps do not count. */
public record Padded(Layer layer, int padding) implements Joint {
    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        for (Tensor x : inputs) {
            int steps = x.shape().dim(1);
            scope.mask(x, Tensor.constant(NDArray.generate(Shape.of(x.shape().dim(0), steps), i -> i % steps < steps - padding ? 1 : 0)));
        }
        return layer.apply(inputs, scope);
    }
}
