package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dyp.nn.Network.Origin;
import java.util.ArrayList;
import java.util.List;

/** Calls as Keras 2 wrote them: a list of [layer, call, output, kwargs], the further tensors among the kwargs. */
final class OlderGraph {
    private OlderGraph() {}

    static List<Origin> places(JsonNode call) {
        List<Origin> all = new ArrayList<>();
        List<JsonNode> first = call.path(0).isTextual() ? List.of(call) : list(call);
        first.forEach(t -> all.add(Calls.origin(t)));
        for (JsonNode t : first) {
            t.path(3).forEach(value -> further(value, all));
        }
        return all;
    }

    /** A tensor, or a list of them, among the kwargs. */
    private static void further(JsonNode value, List<Origin> into) {
        if (value.isArray() && value.size() >= 3 && value.get(0).isTextual() && value.get(1).isInt()) {
            into.add(Calls.origin(value));
        } else if (value.isArray()) {
            value.forEach(v -> further(v, into));
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }
}
