package dyp.testkit;

import java.util.List;

/** Sequences. Sizes are odd on purpose. */
final class RecurrentLayerCases {
    private RecurrentLayerCases() {}

    static List<LayerCase> all() {
        return List.of();
    }
}
