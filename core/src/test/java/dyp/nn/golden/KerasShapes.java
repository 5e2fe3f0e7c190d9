package dyp.nn.golden;

import static dyp.nn.golden.KerasNormalization.c;

import dyp.nn.Layer;
import dyp.nn.Layers;
import dyp.nn.Reshape;
import java.util.Map;
import java.util.function.Function;

/** Shapes and merges. */
final class KerasShapes {
    private KerasShapes() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        known.put("Flatten", c(c -> Layers.flatten().dataFormat(KerasNormalization.format(c))));
        known.put("Reshape", c(c -> new Reshape(KerasLayers.ints(c.get("target_shape")))));
        known.put("Permute", c(c -> Layers.permute(KerasLayers.axes(c.get("dims")))));
        known.put("RepeatVector", c(c -> Layers.repeatVector(c.get("n").integer())));
        known.put("Identity", c(c -> Layers.identity()));
        known.put("Masking", c(c -> Layers.masking(c.get("mask_value").number())));
        known.put("Add", c(c -> Layers.add()));
        known.put("Subtract", c(c -> Layers.subtract()));
        known.put("Multiply", c(c -> Layers.multiply()));
        known.put("Average", c(c -> Layers.average()));
        known.put("Maximum", c(c -> Layers.maximum()));
        known.put("Minimum", c(c -> Layers.minimum()));
        known.put("Concatenate", c(c -> Layers.concatenate(c.get("axis").integer())));
        known.put("Dot", c(KerasShapes::dot));
    }

    private static Layer dot(Json c) {
        int[] axes = KerasLayers.axes(c.get("axes"));
        return Layers.dot(axes[0], axes[axes.length - 1]).normalize(c.get("normalize").truth());
    }
}
