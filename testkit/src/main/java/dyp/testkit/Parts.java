package dyp.testkit;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer of several inputs or outputs seen as one of one input and one output, so that every check serves it too: a flat sample is
 * cut into the inputs, and the outputs, flattened, are joined.
 */
public record Parts(Layer layer, List<Shape> samples) implements Layer {
    /** What goes in: all inputs, flat. */
    public Shape sample() {
        return Shape.of(samples.stream().mapToInt(Shape::size).sum());
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        int batch = x.shape().dim(0);
        List<Tensor> inputs = new ArrayList<>();
        int from = 0;
        for (Shape s : samples) {
            inputs.add(x.slice(1, from, from += s.size()).reshape(s.batch(batch)));
        }
        List<Tensor> outputs = layer.apply(inputs, scope);
        return outputs.size() == 1 ? outputs.getFirst()
                : Tensor.concat(1, outputs.stream().map(o -> o.reshape(batch, -1)).toArray(Tensor[]::new));
    }
}
