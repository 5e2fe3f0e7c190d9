package dyp.nn.golden;

import dyp.nn.Activate;
import dyp.nn.Activation;
import dyp.nn.AveragePooling2D;
import dyp.nn.BatchNormalization;
import dyp.nn.Conv2D;
import dyp.nn.Dense;
import dyp.nn.Dropout;
import dyp.nn.Flatten;
import dyp.nn.GlobalAveragePooling2D;
import dyp.nn.Layer;
import dyp.nn.MaxPooling2D;
import dyp.nn.Reshape;
import dyp.op.Padding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Our layer for the one in a Keras config; null where the layer or an option of it is not there. */
public final class KerasLayers {
    private KerasLayers() {}

    /** @param model a Sequential of an InputLayer and one layer */
    public static Layer of(Json model) {
        if (!model.get("class_name").text().equals("Sequential") || model.get("config").get("layers").list().size() != 2) {
            return null;
        }
        Json layer = model.get("config").get("layers").get(1);
        Json c = layer.get("config");
        if (c.has("data_format") && "channels_first".equals(c.get("data_format").value())) {
            return null;
        }
        return switch (layer.get("class_name").text()) {
            case "Dense" -> activation(c) == null ? null : new Dense(c.get("units").integer(), activation(c)).useBias(c.get("use_bias").truth());
            case "Conv2D" -> conv(c);
            case "MaxPooling2D" -> new MaxPooling2D(ints(c.get("pool_size")), ints(c.get("strides")), padding(c));
            case "AveragePooling2D" -> new AveragePooling2D(ints(c.get("pool_size")), ints(c.get("strides")), padding(c));
            case "GlobalAveragePooling2D" -> c.get("keepdims").truth() ? null : new GlobalAveragePooling2D();
            case "Flatten" -> new Flatten();
            case "Reshape" -> new Reshape(ints(c.get("target_shape")));
            case "Dropout" -> new Dropout(c.get("rate").number());
            case "Activation" -> activation(c) == null ? null : new Activate(activation(c));
            case "Softmax" -> c.get("axis").integer() == -1 ? new Activate(Activation.SOFTMAX) : null;
            case "BatchNormalization" -> batchNormalization(layer);
            default -> null;
        };
    }

    private static Layer conv(Json c) {
        return activation(c) == null ? null : new Conv2D(c.get("filters").integer(), 1, activation(c))
                .kernelSize(c.get("kernel_size").get(0).integer(), c.get("kernel_size").get(1).integer())
                .strides(c.get("strides").get(0).integer(), c.get("strides").get(1).integer())
                .dilation(c.get("dilation_rate").get(0).integer(), c.get("dilation_rate").get(1).integer())
                .padding(padding(c)).groups(c.get("groups").integer()).useBias(c.get("use_bias").truth());
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

    private static Activation activation(Json config) {
        String name = config.get("activation").text().toUpperCase(Locale.ROOT);
        return Arrays.stream(Activation.values()).filter(a -> a.name().equals(name)).findFirst().orElse(null);
    }

    private static Padding padding(Json config) {
        return config.get("padding").text().equals("same") ? Padding.SAME : Padding.VALID;
    }

    private static List<Integer> ints(Json list) {
        return list.list().stream().map(Json::integer).toList();
    }
}
