package dyp.train;

import dyp.nn.Chain;
import dyp.nn.Layer;
import java.util.List;

/** Models of layers one after another. */
public final class Sequential {
    private Sequential() {}

    public static Model of(Layer... layers) {
        return new Model(new Chain(List.of(layers)));
    }
}
