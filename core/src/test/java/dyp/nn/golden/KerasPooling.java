package dyp.nn.golden;

import dyp.nn.AdaptiveAveragePooling1D;
import dyp.nn.AdaptiveAveragePooling2D;
import dyp.nn.AdaptiveAveragePooling3D;
import dyp.nn.AdaptiveMaxPooling1D;
import dyp.nn.AdaptiveMaxPooling2D;
import dyp.nn.AdaptiveMaxPooling3D;
import dyp.nn.AveragePooling1D;
import dyp.nn.AveragePooling2D;
import dyp.nn.AveragePooling3D;
import dyp.nn.Borders;
import dyp.nn.Cropping1D;
import dyp.nn.Cropping2D;
import dyp.nn.Cropping3D;
import dyp.nn.DataFormat;
import dyp.nn.GlobalAveragePooling1D;
import dyp.nn.GlobalAveragePooling2D;
import dyp.nn.GlobalAveragePooling3D;
import dyp.nn.GlobalMaxPooling1D;
import dyp.nn.GlobalMaxPooling2D;
import dyp.nn.GlobalMaxPooling3D;
import dyp.nn.Layer;
import dyp.nn.MaxPooling1D;
import dyp.nn.MaxPooling2D;
import dyp.nn.MaxPooling3D;
import dyp.nn.UpSampling1D;
import dyp.nn.UpSampling2D;
import dyp.nn.UpSampling3D;
import dyp.nn.Windows;
import dyp.nn.ZeroPadding1D;
import dyp.nn.ZeroPadding2D;
import dyp.nn.ZeroPadding3D;
import dyp.op.Padding;
import dyp.op.Resize;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Pooling, padding, cropping and up-sampling. */
final class KerasPooling {
    private KerasPooling() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        pool(known, "MaxPooling", List.of(MaxPooling1D::new, MaxPooling2D::new, MaxPooling3D::new));
        pool(known, "AveragePooling", List.of(AveragePooling1D::new, AveragePooling2D::new, AveragePooling3D::new));
        each(known, "GlobalMaxPooling", "keepdims", Json::truth,
                List.of(GlobalMaxPooling1D::new, GlobalMaxPooling2D::new, GlobalMaxPooling3D::new));
        each(known, "GlobalAveragePooling", "keepdims", Json::truth,
                List.of(GlobalAveragePooling1D::new, GlobalAveragePooling2D::new, GlobalAveragePooling3D::new));
        each(known, "AdaptiveMaxPooling", "output_size", KerasPooling::ints,
                List.of(AdaptiveMaxPooling1D::new, AdaptiveMaxPooling2D::new, AdaptiveMaxPooling3D::new));
        each(known, "AdaptiveAveragePooling", "output_size", KerasPooling::ints,
                List.of(AdaptiveAveragePooling1D::new, AdaptiveAveragePooling2D::new, AdaptiveAveragePooling3D::new));
        each(known, "ZeroPadding", "padding", KerasPooling::borders, List.of(ZeroPadding1D::new, ZeroPadding2D::new, ZeroPadding3D::new));
        each(known, "Cropping", "cropping", KerasPooling::borders, List.of((b, _) -> new Cropping1D(b), Cropping2D::new, Cropping3D::new));
        each(known, "UpSampling", "size", KerasPooling::ints,
                List.of((s, _) -> new UpSampling1D(s), (s, f) -> new UpSampling2D(s, f, Resize.Method.NEAREST), UpSampling3D::new));
        Function<Json, Layer> nearest = known.get("UpSampling2D");
        known.put("UpSampling2D", layer -> ((UpSampling2D) nearest.apply(layer))
                .interpolation(Resize.Method.valueOf(layer.get("config").get("interpolation").text().toUpperCase(Locale.ROOT))));
    }

    private static void pool(Map<String, Function<Json, Layer>> known, String stem, List<Function<Windows, Layer>> make) {
        for (int i = 0; i < 3; i++) {
            Function<Windows, Layer> one = make.get(i);
            known.put(stem + (i + 1) + "D", layer -> one.apply(windows(layer.get("config"), "pool_size")));
        }
    }

    /** Layers of one option and the data format, over one, two and three axes. */
    private static <T> void each(Map<String, Function<Json, Layer>> known, String stem, String key, Function<Json, T> option,
            List<BiFunction<T, DataFormat, Layer>> make) {
        for (int i = 0; i < 3; i++) {
            BiFunction<T, DataFormat, Layer> one = make.get(i);
            known.put(stem + (i + 1) + "D", layer -> {
                Json c = layer.get("config");
                return one.apply(option.apply(c.get(key)), format(c));
            });
        }
    }

    /** @param size the key of the windows' size */
    static Windows windows(Json c, String size) {
        List<Integer> dilation = c.has("dilation_rate") ? ints(c.get("dilation_rate")) : Collections.nCopies(ints(c.get(size)).size(), 1);
        Padding padding = Padding.valueOf(c.get("padding").text().toUpperCase(Locale.ROOT));
        return new Windows(ints(c.get(size)), ints(c.get("strides")), padding, dilation, format(c));
    }

    private static DataFormat format(Json c) {
        return KerasLayers.channelsFirst(c) ? DataFormat.CHANNELS_FIRST : DataFormat.CHANNELS_LAST;
    }

    /** A list, or a number that stands for a list of one. */
    private static List<Integer> ints(Json value) {
        return value.value() instanceof List ? KerasLayers.ints(value) : List.of(value.integer());
    }

    /** A pair per axis; of one axis the pair alone. */
    private static Borders borders(Json value) {
        List<Json> pairs = value.get(0).value() instanceof List ? value.list() : List.of(value);
        return new Borders(pairs.stream().map(p -> p.get(0).integer()).toList(), pairs.stream().map(p -> p.get(1).integer()).toList());
    }
}
