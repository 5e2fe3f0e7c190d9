package dyp.nn.golden;

import dyp.nn.Activation;
import dyp.nn.Conv1D;
import dyp.nn.Conv1DTranspose;
import dyp.nn.Conv2D;
import dyp.nn.Conv2DTranspose;
import dyp.nn.Conv3D;
import dyp.nn.Conv3DTranspose;
import dyp.nn.Convolving;
import dyp.nn.Depthwise;
import dyp.nn.DepthwiseConv1D;
import dyp.nn.DepthwiseConv2D;
import dyp.nn.GroupedConvolution;
import dyp.nn.Layer;
import dyp.nn.SeparableConv1D;
import dyp.nn.SeparableConv2D;
import dyp.nn.TransposedConvolution;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Convolutions. */
final class KerasConvolutions {
    private KerasConvolutions() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        put(known, "Conv1D", c -> grouped(new Conv1D(c.get("filters").integer(), 1, Activation.LINEAR), c));
        put(known, "Conv2D", c -> grouped(new Conv2D(c.get("filters").integer(), 1, Activation.LINEAR), c));
        put(known, "Conv3D", c -> grouped(new Conv3D(c.get("filters").integer(), 1, Activation.LINEAR), c));
        put(known, "Conv1DTranspose", c -> transposed(new Conv1DTranspose(c.get("filters").integer(), 1, Activation.LINEAR), c));
        put(known, "Conv2DTranspose", c -> transposed(new Conv2DTranspose(c.get("filters").integer(), 1, Activation.LINEAR), c));
        put(known, "Conv3DTranspose", c -> transposed(new Conv3DTranspose(c.get("filters").integer(), 1, Activation.LINEAR), c));
        put(known, "DepthwiseConv1D", c -> depthwise(new DepthwiseConv1D(1), c));
        put(known, "DepthwiseConv2D", c -> depthwise(new DepthwiseConv2D(1), c));
        put(known, "SeparableConv1D", c -> depthwise(new SeparableConv1D(c.get("filters").integer(), 1, Activation.LINEAR), c));
        put(known, "SeparableConv2D", c -> depthwise(new SeparableConv2D(c.get("filters").integer(), 1, Activation.LINEAR), c));
    }

    /** From the config alone; null where its activation is not there. */
    private static void put(Map<String, Function<Json, Layer>> known, String name, Function<Json, Convolving<?>> layer) {
        known.put(name, json -> {
            Json c = json.get("config");
            return KerasLayers.activation(c.get("activation")) == null ? null : (Layer) layer.apply(c);
        });
    }

    private static <L extends GroupedConvolution<L>> L grouped(L layer, Json c) {
        return options(layer, c).groups(c.get("groups").integer());
    }

    private static <L extends TransposedConvolution<L>> L transposed(L layer, Json c) {
        Json p = c.get("output_padding");
        return options(layer, c).outputPadding(p.value() == null ? List.of() : KerasLayers.ints(p));
    }

    private static <L extends Depthwise<L>> L depthwise(L layer, Json c) {
        return options(layer, c).depthMultiplier(c.get("depth_multiplier").integer());
    }

    private static <L extends Convolving<L>> L options(L layer, Json c) {
        return layer.windows(KerasPooling.windows(c, "kernel_size")).activation(KerasLayers.activation(c.get("activation")))
                .useBias(c.get("use_bias").truth());
    }
}
