package dyp.nn.golden;

import dyp.nn.Activation;
import dyp.nn.Bias;
import dyp.nn.Chain;
import dyp.nn.Kernel;
import dyp.nn.Layer;
import dyp.nn.Regularizer;
import dyp.op.Padding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Our layer for the one in a Keras config; null where the layer or an option of it is not there. Each family has a file. */
public final class KerasLayers {
    /** By Keras's class name: from the layer's JSON (class_name, config, build_config) to ours, or null. */
    private static final Map<String, Function<Json, Layer>> KNOWN = new HashMap<>();

    static {
        KerasCore.add(KNOWN);
        KerasConvolutions.add(KNOWN);
        KerasPooling.add(KNOWN);
        KerasNormalization.add(KNOWN);
        KerasShapes.add(KNOWN);
        KerasAttention.add(KNOWN);
        KerasRecurrent.add(KNOWN);
        KerasPreprocessing.add(KNOWN);
        KNOWN.put("Sequential", KerasLayers::chain);
    }

    private KerasLayers() {}

    /** @param layer one layer of a model's config */
    public static Layer of(Json layer) {
        Function<Json, Layer> make = KNOWN.get(layer.get("class_name").text());
        Layer made = make == null ? null : make.apply(layer);
        return made == null ? null : biased(kerneled(made, layer.get("config")), layer.get("config"));
    }

    /** A model inside a model; null where one of its layers is not there. */
    private static Layer chain(Json layer) {
        List<Json> parts = layer.get("config").get("layers").list().stream().filter(l -> !l.get("class_name").text().equals("InputLayer")).toList();
        List<Layer> layers = parts.stream().map(KerasLayers::of).toList();
        return layers.contains(null) ? null : new Chain(IntStream.range(0, layers.size())
                .mapToObj(i -> layers.get(i).named(parts.get(i).get("config").get("name").text())).toList());
    }

    private static Layer kerneled(Layer layer, Json config) {
        return layer instanceof Kernel<?> k ? (Layer) k.kernelRegularizer(regularizer(config, "kernel_regularizer")) : layer;
    }

    private static Layer biased(Layer layer, Json config) {
        return layer instanceof Bias<?> b ? (Layer) b.biasRegularizer(regularizer(config, "bias_regularizer")) : layer;
    }

    /** The price that a config names; none where it names none. */
    private static Regularizer regularizer(Json config, String key) {
        if (!config.has(key) || config.get(key).isNull()) {
            return Regularizer.NONE;
        }
        Json c = config.get(key).get("config");
        return switch (config.get(key).get("class_name").text()) {
            case "L1" -> Regularizer.l1(c.get("l1").number());
            case "L2" -> Regularizer.l2(c.get("l2").number());
            case "L1L2" -> Regularizer.l1l2(c.get("l1").number(), c.get("l2").number());
            default -> throw new IllegalArgumentException(config.get(key).toString());
        };
    }

    /** A name, or an object where it has settings, for which null. */
    static Activation activation(Json value) {
        return value.isNull() || value.value() instanceof String ? Activation.of(value.text()) : null;
    }

    static boolean channelsFirst(Json config) {
        return config.has("data_format") && "channels_first".equals(config.get("data_format").value());
    }

    static Padding padding(Json config) {
        return config.get("padding").text().equals("same") ? Padding.SAME : Padding.VALID;
    }

    /** One axis or a list of them. */
    static int[] axes(Json axis) {
        List<Integer> list = axis.value() instanceof List<?> ? ints(axis) : List.of(axis.integer());
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    static List<Integer> ints(Json list) {
        return list.list().stream().map(Json::integer).toList();
    }
}
