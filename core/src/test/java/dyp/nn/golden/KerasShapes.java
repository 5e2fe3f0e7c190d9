package dyp.nn.golden;

import dyp.nn.Flatten;
import dyp.nn.Layer;
import dyp.nn.Reshape;
import java.util.Map;
import java.util.function.Function;

/** Shapes and merges. */
final class KerasShapes {
    private KerasShapes() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        known.put("Flatten", layer -> KerasLayers.channelsFirst(layer.get("config")) ? null : new Flatten());
        known.put("Reshape", layer -> new Reshape(KerasLayers.ints(layer.get("config").get("target_shape"))));
    }
}
