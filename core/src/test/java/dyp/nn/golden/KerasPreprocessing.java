package dyp.nn.golden;

import static dyp.preprocessing.Preprocessing.centerCrop;
import static dyp.preprocessing.Preprocessing.resizing;

import dyp.nn.Layer;
import dyp.op.Resize;
import dyp.preprocessing.CategoryEncoding;
import dyp.preprocessing.Discretization;
import dyp.preprocessing.Normalization;
import dyp.preprocessing.OutputMode;
import dyp.preprocessing.Rescaling;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Preprocessing. */
final class KerasPreprocessing {
    private KerasPreprocessing() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        known.put("Rescaling", layer -> new Rescaling(numbers(layer.get("config").get("scale")), numbers(layer.get("config").get("offset"))));
        known.put("Normalization", layer -> normalization(layer.get("config")));
        known.put("Resizing", layer -> KerasLayers.channelsFirst(layer.get("config")) ? null : resized(layer.get("config")));
        known.put("CenterCrop", layer -> KerasLayers.channelsFirst(layer.get("config")) ? null
                : centerCrop(layer.get("config").get("height").integer(), layer.get("config").get("width").integer()));
        known.put("CategoryEncoding", layer -> new CategoryEncoding(layer.get("config").get("num_tokens").integer(), mode(layer.get("config"))));
        known.put("Discretization", layer -> {
            Json c = layer.get("config");
            int bins = c.get("num_bins").isNull() ? 0 : c.get("num_bins").integer();
            return new Discretization(numbers(c.get("bin_boundaries")), bins, c.get("epsilon").number(), mode(c));
        });
    }

    private static Layer normalization(Json c) {
        Normalization n = new Normalization(KerasLayers.ints(c.get("axis")), null, null, c.get("invert").truth());
        return c.get("mean").isNull() ? n : n.given(array(c.get("mean")), array(c.get("variance")));
    }

    private static Layer resized(Json c) {
        return resizing(c.get("height").integer(), c.get("width").integer())
                .interpolation(Resize.Method.valueOf(c.get("interpolation").text().toUpperCase(Locale.ROOT)))
                .antialias(c.get("antialias").truth()).cropToAspectRatio(c.get("crop_to_aspect_ratio").truth())
                .padToAspectRatio(c.get("pad_to_aspect_ratio").truth()).fillValue(c.get("fill_value").number());
    }

    private static OutputMode mode(Json c) {
        return OutputMode.valueOf(c.get("output_mode").text().toUpperCase(Locale.ROOT));
    }

    private static NDArray array(Json json) {
        List<Double> numbers = numbers(json);
        NDArray row = NDArray.generate(Shape.of(numbers.size()), numbers::get);
        return json.value() instanceof List<?> ? row : row.reshape();
    }

    /** A number or a list of them. */
    private static List<Double> numbers(Json json) {
        return json.value() instanceof List<?> ? json.list().stream().map(Json::number).toList() : List.of(json.number());
    }
}
