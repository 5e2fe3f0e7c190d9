package dyp.nn.golden;

import dyp.nn.Layer;
import java.util.Map;
import java.util.function.Function;

/** Sequences. */
final class KerasRecurrent {
    private KerasRecurrent() {}

    static void add(Map<String, Function<Json, Layer>> known) {
    }
}
