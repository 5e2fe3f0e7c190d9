package dyp.nn.golden;

import dyp.nn.Affine;
import dyp.nn.BatchNormalization;
import dyp.nn.DataFormat;
import dyp.nn.GroupNormalization;
import dyp.nn.Layer;
import dyp.nn.LayerNormalization;
import dyp.nn.Layers;
import dyp.nn.RMSNormalization;
import java.util.Map;
import java.util.function.Function;

/** Normalization, dropout and noise. */
final class KerasNormalization {
    private KerasNormalization() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        known.put("BatchNormalization", c(c -> new BatchNormalization().axis(KerasLayers.axes(c.get("axis"))[0]).momentum(c.get("momentum").number())
                .epsilon(c.get("epsilon").number()).trainable(c.get("trainable").truth()).affine(affine(c))));
        known.put("LayerNormalization", c(c -> c.get("rms_scaling").truth() ? null
                : new LayerNormalization().axis(KerasLayers.axes(c.get("axis"))).epsilon(c.get("epsilon").number()).affine(affine(c))));
        known.put("GroupNormalization", c(c -> new GroupNormalization().groups(c.get("groups").integer()).axis(c.get("axis").integer())
                .epsilon(c.get("epsilon").number()).affine(affine(c))));
        known.put("RMSNormalization", c(c -> new RMSNormalization().axis(KerasLayers.axes(c.get("axis"))).epsilon(c.get("epsilon").number())));
        known.put("UnitNormalization", c(c -> Layers.unitNormalization().axis(KerasLayers.axes(c.get("axis")))));
        known.put("Dropout", c(c -> Layers.dropout(rate(c)).noiseShape(noise(c))));
        known.put("AlphaDropout", c(c -> Layers.alphaDropout(rate(c)).noiseShape(noise(c))));
        known.put("SpatialDropout1D", c(c -> Layers.spatialDropout1d(rate(c))));
        known.put("SpatialDropout2D", c(c -> Layers.spatialDropout2d(rate(c)).dataFormat(format(c))));
        known.put("SpatialDropout3D", c(c -> Layers.spatialDropout3d(rate(c)).dataFormat(format(c))));
        known.put("GaussianDropout", c(c -> Layers.gaussianDropout(rate(c))));
        known.put("GaussianNoise", c(c -> Layers.gaussianNoise(c.get("stddev").number())));
        known.put("ActivityRegularization", c(c -> Layers.activityRegularization().l1(c.get("l1").number()).l2(c.get("l2").number())));
    }

    /** From a layer's config alone. */
    static Function<Json, Layer> c(Function<Json, Layer> ofConfig) {
        return layer -> ofConfig.apply(layer.get("config"));
    }

    static DataFormat format(Json c) {
        return KerasLayers.channelsFirst(c) ? DataFormat.CHANNELS_FIRST : DataFormat.CHANNELS_LAST;
    }

    private static Affine affine(Json c) {
        return Affine.DEFAULT.center(c.get("center").truth()).scale(c.get("scale").truth());
    }

    private static double rate(Json c) {
        return c.get("rate").number();
    }

    /** null stands for the input's own length, as -1 does with us. */
    private static int[] noise(Json c) {
        Json shape = c.get("noise_shape");
        return shape.isNull() ? new int[0] : shape.list().stream().mapToInt(d -> d.isNull() ? -1 : d.integer()).toArray();
    }
}
