package dyp.testkit;

import java.util.List;

/** Preprocessing and augmentation. Sizes are odd on purpose. */
final class PreprocessingLayerCases {
    private PreprocessingLayerCases() {}

    static List<LayerCase> all() {
        return List.of();
    }
}
