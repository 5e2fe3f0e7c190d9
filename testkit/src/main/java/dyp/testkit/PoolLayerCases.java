package dyp.testkit;

import static dyp.nn.Layers.averagePooling2d;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.op.Padding.SAME;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import dyp.nn.AveragePooling2D;
import dyp.nn.MaxPooling2D;
import java.util.List;

/** Pooling. Sizes are odd on purpose. */
final class PoolLayerCases {
    private PoolLayerCases() {}

    static List<LayerCase> all() {
        return List.of(
                of("max pooling", maxPooling2d(2), shape(6, 7, 3), shape(3, 3, 3)).distinct(),
                of("max pooling, stride 1", maxPooling2d(3).strides(1), shape(5, 4, 2), shape(3, 2, 2)).distinct(),
                of("max pooling same, strides 2 and 1", maxPooling2d(3).strides(2, 1).padding(SAME), shape(5, 5, 2), shape(3, 5, 2)).distinct(),
                of("max pooling 3x2", new MaxPooling2D(List.of(3, 2), List.of(2, 1), SAME), shape(5, 4, 3), shape(3, 4, 3)).distinct(),
                of("average pooling", averagePooling2d(2), shape(6, 7, 3), shape(3, 3, 3)),
                of("average pooling, stride 1", averagePooling2d(3).strides(1), shape(5, 4, 2), shape(3, 2, 2)),
                of("average pooling same, strides 2 and 1", averagePooling2d(3).strides(2, 1).padding(SAME), shape(5, 5, 2), shape(3, 5, 2)),
                of("average pooling 3x2", new AveragePooling2D(List.of(3, 2), List.of(2, 1), SAME), shape(5, 4, 3), shape(3, 4, 3)),
                of("global average pooling", globalAveragePooling2d(), shape(5, 3, 7), shape(7)));
    }
}
