package dyp.nn.golden;

import dyp.nn.Activation;
import dyp.nn.Conv2D;
import dyp.nn.Layer;
import java.util.Map;
import java.util.function.Function;

/** Convolutions. */
final class KerasConvolutions {
    private KerasConvolutions() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        known.put("Conv2D", layer -> conv2d(layer.get("config")));
    }

    private static Layer conv2d(Json c) {
        Activation activation = KerasLayers.activation(c.get("activation"));
        return activation == null || KerasLayers.channelsFirst(c) ? null : new Conv2D(c.get("filters").integer(), 1, activation)
                .kernelSize(c.get("kernel_size").get(0).integer(), c.get("kernel_size").get(1).integer())
                .strides(c.get("strides").get(0).integer(), c.get("strides").get(1).integer())
                .dilation(c.get("dilation_rate").get(0).integer(), c.get("dilation_rate").get(1).integer())
                .padding(KerasLayers.padding(c)).groups(c.get("groups").integer()).useBias(c.get("use_bias").truth());
    }
}
