package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.Shapes;
import java.util.List;

/** Each sample under another shape: (batch, ...) -> (batch, shape...); one axis may be -1 and follows from the rest. */
public record Reshape(List<Integer> shape) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        int[] sample = shape.stream().mapToInt(Integer::intValue).toArray();
        return x.reshape(Shapes.resolve(x.shape().sample(), sample).batch(x.shape().dim(0)));
    }
}
