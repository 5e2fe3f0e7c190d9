package dyp.testkit;

import dyp.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Every layer with every option, family by family. */
public final class LayerCases {
    private LayerCases() {}

    public static List<LayerCase> all() {
        return Stream.of(DenseCases.all(), ConvLayerCases.all(), PoolLayerCases.all(), ShapeLayerCases.all(), NormalizationLayerCases.all(),
                AttentionLayerCases.all(), RecurrentLayerCases.all(), PreprocessingLayerCases.all()).flatMap(List::stream).toList();
    }

    static Shape shape(int... dims) {
        return Shape.of(dims);
    }
}
