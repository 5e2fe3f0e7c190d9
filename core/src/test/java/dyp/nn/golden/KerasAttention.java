package dyp.nn.golden;

import dyp.nn.Layer;
import java.util.Map;
import java.util.function.Function;

/** Attention and embeddings. */
final class KerasAttention {
    private KerasAttention() {}

    static void add(Map<String, Function<Json, Layer>> known) {
    }
}
