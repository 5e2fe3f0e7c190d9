package dyp.zoo;

import dyp.init.Initializers;
import dyp.init.TruncatedNormal;
import dyp.nn.Layer;
import dyp.nn.Parameter;
import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Puts a learned token before those of a picture's patches and adds a learned position to each: (batch, patches, width) ->
 * (batch, 1 + patches, width). Dosovitskiy et al. 2021.
 *
 * @param deviation of the positions' first values
 */
public record Tokens(double deviation) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        int width = x.shape().last();
        Tensor first = scope.weight("class_token", Parameter.of(Initializers.zeros()), width).reshape(1, 1, width);
        Tensor all = Tensor.concat(1, first.broadcastTo(x.shape().with(1, 1)), x);
        return all.add(scope.weight("positions", new TruncatedNormal(0, deviation), all.shape().dim(1), width));
    }
}
