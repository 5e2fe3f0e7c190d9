package dyp.nn.golden;

import static dyp.nn.golden.KerasNormalization.c;

import dyp.nn.Activate;
import dyp.nn.Activation;
import dyp.nn.Dense;
import dyp.nn.Layer;
import dyp.nn.Layers;
import java.util.Map;
import java.util.function.Function;

/** Dense layers and activations. */
final class KerasCore {
    private KerasCore() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        known.put("Dense", c(c -> {
            Activation activation = KerasLayers.activation(c.get("activation"));
            return activation == null ? null : new Dense(c.get("units").integer(), activation).useBias(c.get("use_bias").truth());
        }));
        known.put("Activation", c(c -> {
            Activation activation = KerasLayers.activation(c.get("activation"));
            return activation == null ? null : new Activate(activation);
        }));
        known.put("ReLU", c(c -> Layers.relu().maxValue(c.number("max_value", Double.POSITIVE_INFINITY))
                .negativeSlope(c.get("negative_slope").number()).threshold(c.get("threshold").number())));
        known.put("LeakyReLU", c(c -> Layers.leakyRelu(c.get("negative_slope").number())));
        known.put("PReLU", c(c -> c.get("shared_axes").isNull() ? Layers.prelu() : Layers.prelu().sharedAxes(KerasLayers.axes(c.get("shared_axes")))));
        known.put("ELU", c(c -> Layers.elu(c.get("alpha").number())));
        known.put("Softmax", c(c -> Layers.softmax().axis(KerasLayers.axes(c.get("axis")))));
    }
}
