package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dyp.nn.Layer;
import dyp.train.Model;

/** Layers that the file says do not learn. */
final class Frozen {
    private Frozen() {}

    static void apply(JsonNode model, Model ours) {
        JsonNode config = model.path("config");
        for (JsonNode layer : config.isArray() ? config : config.path("layers")) {
            String name = ModelCodec.name(layer);
            Layer own = ModelCodec.isInput(layer) ? null : ours.layer(name);
            if (own instanceof Model inner) {
                apply(layer, inner);
            }
            if (own != null && !layer.path("config").path("trainable").asBoolean(true) && !ours.variables(name).isEmpty()) {
                ours.freeze(name);
            }
        }
    }
}
