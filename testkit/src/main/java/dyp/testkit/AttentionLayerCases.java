package dyp.testkit;

import java.util.List;

/** Attention and embeddings. Sizes are odd on purpose. */
final class AttentionLayerCases {
    private AttentionLayerCases() {}

    static List<LayerCase> all() {
        return List.of();
    }
}
