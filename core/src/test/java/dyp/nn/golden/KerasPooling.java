package dyp.nn.golden;

import dyp.nn.AveragePooling2D;
import dyp.nn.GlobalAveragePooling2D;
import dyp.nn.Layer;
import dyp.nn.MaxPooling2D;
import java.util.Map;
import java.util.function.Function;

/** Pooling. */
final class KerasPooling {
    private KerasPooling() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        known.put("MaxPooling2D", layer -> {
            Json c = layer.get("config");
            return KerasLayers.channelsFirst(c) ? null
                    : new MaxPooling2D(KerasLayers.ints(c.get("pool_size")), KerasLayers.ints(c.get("strides")), KerasLayers.padding(c));
        });
        known.put("AveragePooling2D", layer -> {
            Json c = layer.get("config");
            return KerasLayers.channelsFirst(c) ? null
                    : new AveragePooling2D(KerasLayers.ints(c.get("pool_size")), KerasLayers.ints(c.get("strides")), KerasLayers.padding(c));
        });
        known.put("GlobalAveragePooling2D", layer -> layer.get("config").get("keepdims").truth() ? null : new GlobalAveragePooling2D());
    }
}
