package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.nn.Dot;
import dyp.nn.Layer;
import dyp.preprocessing.Discretization;
import dyp.preprocessing.Normalization;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Configurations as older files, or hands, write them, brought to today's form. */
final class Older {
    private static final Pattern AXES = Pattern.compile("([123])D");

    private Older() {}

    static JsonNode fixed(JsonNode config, Layer like) {
        if (!config.isObject()) {
            return config;
        }
        ObjectNode fixed = config.deepCopy();
        int axes = axes(like);
        for (String key : new String[] {"kernel_size", "pool_size", "strides", "dilation_rate", "size"}) {
            if (fixed.path(key).isNumber() && axes > 0) {
                ArrayNode all = fixed.arrayNode();
                for (int i = 0; i < axes; i++) {
                    all.add(fixed.get(key));
                }
                fixed.set(key, all);
            }
        }
        // Either of the two.
        if (like instanceof Discretization && !fixed.path("bin_boundaries").isEmpty()) {
            fixed.remove("num_bins");
        } else if (like instanceof Discretization) {
            fixed.putArray("bin_boundaries");
        }
        // All numbers alike.
        if (like instanceof Normalization && fixed.path("axis").isNull()) {
            fixed.putArray("axis");
        }
        // An axis for both.
        if (like instanceof Dot && fixed.path("axes").isNumber()) {
            fixed.set("axes", fixed.arrayNode().add(fixed.get("axes")).add(fixed.get("axes")));
        }
        // A pool steps by its size where nothing else is said.
        if (fixed.has("pool_size") && fixed.path("strides").isNull()) {
            fixed.set("strides", fixed.get("pool_size"));
        }
        return fixed;
    }

    /** A model or optimizer as the older format writes it: without the modules and what was built. */
    static ObjectNode stripped(ObjectNode object) {
        object.remove(List.of("module", "registered_name", "build_config"));
        JsonNode layers = object.path("config").path("layers");
        layers.forEach(l -> stripped((ObjectNode) l));
        return object;
    }

    /** How many axes the layer slides over, the digit in its name; 0 where it has none. */
    private static int axes(Layer like) {
        Matcher digit = AXES.matcher(LayerCodec.className(like));
        return digit.find() ? Integer.parseInt(digit.group(1)) : 0;
    }
}
