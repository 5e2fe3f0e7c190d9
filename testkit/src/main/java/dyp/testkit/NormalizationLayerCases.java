package dyp.testkit;

import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.dropout;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import java.util.List;

/** Normalization, dropout and noise. Sizes are odd on purpose. */
final class NormalizationLayerCases {
    private NormalizationLayerCases() {}

    static List<LayerCase> all() {
        return List.of(
                of("dropout", dropout(0.3), shape(31), shape(31)).drawsInTraining(),
                of("dropout of a picture", dropout(0.5), shape(5, 3, 2), shape(5, 3, 2)).drawsInTraining(),
                of("dropout of nothing", dropout(0), shape(7), shape(7)),
                of("batch normalization", batchNormalization(), shape(7), shape(7)).trained(14).fixed(14),
                of("batch normalization of pictures", batchNormalization(), shape(3, 5, 4), shape(3, 5, 4)).trained(8).fixed(8),
                of("batch normalization, momentum and epsilon", batchNormalization().momentum(0.7).epsilon(1e-2), shape(5), shape(5)).trained(10).fixed(10),
                of("batch normalization, no center", batchNormalization().center(false), shape(5), shape(5)).trained(5).fixed(10),
                of("batch normalization, no scale", batchNormalization().scale(false), shape(5), shape(5)).trained(5).fixed(10),
                of("batch normalization, neither", batchNormalization().center(false).scale(false), shape(5), shape(5)).fixed(10));
    }
}
