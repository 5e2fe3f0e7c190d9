package dyp.nn.golden;

import dyp.nn.Activate;
import dyp.nn.Activation;
import dyp.nn.Dense;
import dyp.nn.Layer;
import java.util.Map;
import java.util.function.Function;

/** Dense layers and activations. */
final class KerasCore {
    private KerasCore() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        known.put("Dense", layer -> {
            Json c = layer.get("config");
            Activation activation = KerasLayers.activation(c.get("activation"));
            return activation == null ? null : new Dense(c.get("units").integer(), activation).useBias(c.get("use_bias").truth());
        });
        known.put("Activation", layer -> {
            Activation activation = KerasLayers.activation(layer.get("config").get("activation"));
            return activation == null ? null : new Activate(activation);
        });
        known.put("Softmax", layer -> layer.get("config").get("axis").integer() == -1 ? new Activate(Activation.SOFTMAX) : null);
    }
}
