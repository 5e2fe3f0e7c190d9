package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/** A layer whose (first) output costs: its price over the batch size is added to the loss, as Keras counts it. */
public record ActivityRegularized(Layer layer, Regularizer regularizer) implements Joint {
    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        List<Tensor> outputs = layer.apply(inputs, scope);
        charge(outputs.getFirst(), regularizer, scope);
        return outputs;
    }

    static void charge(Tensor x, Regularizer regularizer, Scope scope) {
        Tensor price = regularizer.of(x);
        if (price != null) {
            scope.loss(price.div(x.shape().dim(0)));
        }
    }

    @Override
    public boolean keepsMask() {
        return layer.keepsMask();
    }

    @Override
    public String kind() {
        return layer.kind();
    }

    @Override
    public Layer bare() {
        return layer.bare();
    }
}
