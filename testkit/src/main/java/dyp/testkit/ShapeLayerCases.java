package dyp.testkit;

import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.SOFTMAX;
import static dyp.nn.Layers.activation;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.reshape;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import java.util.List;

/** Shapes and merges. Sizes are odd on purpose. */
final class ShapeLayerCases {
    private ShapeLayerCases() {}

    static List<LayerCase> all() {
        return List.of(
                of("input", input(5, 3), shape(5, 3), shape(5, 3)),
                of("flatten", flatten(), shape(3, 5, 2), shape(30)),
                of("flatten of a row", flatten(), shape(7), shape(7)),
                of("reshape", reshape(5, 6), shape(3, 5, 2), shape(5, 6)),
                of("reshape, an axis open", reshape(-1, 2, 5), shape(30), shape(3, 2, 5)),
                of("activation", activation(SIGMOID), shape(3, 5), shape(3, 5)),
                of("activation softmax", activation(SOFTMAX), shape(3, 5), shape(3, 5)),
                of("named", dense(3).named("head"), shape(5), shape(3)).trained(18));
    }
}
