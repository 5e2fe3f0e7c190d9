package dyp.nn.golden;

import dyp.nn.BatchNormalization;
import dyp.nn.Dropout;
import dyp.nn.Layer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Normalization, dropout and noise. */
final class KerasNormalization {
    private KerasNormalization() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        known.put("Dropout", layer -> new Dropout(layer.get("config").get("rate").number()));
        known.put("BatchNormalization", KerasNormalization::batchNormalization);
    }

    private static Layer batchNormalization(Json layer) {
        Json c = layer.get("config");
        int rank = layer.get("build_config").get("input_shape").list().size();
        int axis = c.get("axis").value() instanceof List<?> ? c.get("axis").get(0).integer() : c.get("axis").integer();
        if (!c.get("trainable").truth() || (axis != -1 && axis != rank - 1)) {
            return null;
        }
        return new BatchNormalization(c.get("momentum").number(), c.get("epsilon").number(), c.get("center").truth(), c.get("scale").truth());
    }
}
