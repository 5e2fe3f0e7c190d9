package dyp.nn;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Automatic names, as Keras gives them: the class in snake case, then _1, _2 and so on. */
final class Names {
    private final Map<String, Integer> used = new HashMap<>();

    String next(Layer layer) {
        if (layer.name() != null) {
            return layer.name();
        }
        int count = used.merge(layer.kind(), 1, Integer::sum) - 1;
        return count == 0 ? layer.kind() : layer.kind() + "_" + count;
    }

    static String snake(String name) {
        return name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2").replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
