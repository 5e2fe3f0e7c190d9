package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.nn.Attending;
import dyp.nn.Bidirectional;
import dyp.nn.HeadedAttention;
import dyp.nn.Layer;
import dyp.nn.Network.Origin;
import dyp.nn.Recurrent;
import dyp.nn.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Calls of layers in a graph: what they are put on, and what Keras says at the call and Dyp in the layer. */
final class Calls {
    static final String KERAS_TENSOR = "__keras_tensor__";

    private Calls() {}

    /** The layer with what its first call says. */
    static Layer read(Layer layer, JsonNode node) {
        JsonNode kwargs = node.path("inbound_nodes").path(0).path("kwargs");
        if (!(layer instanceof Attending<?> attending)) {
            return layer;
        }
        Object said = attending.useCausalMask(kwargs.path("use_causal_mask").asBoolean(false));
        said = ((Attending<?>) said).returnAttentionScores(kwargs.path("return_attention_scores").asBoolean(false));
        return said instanceof HeadedAttention<?> headed ? (Layer) headed.attentionMask(kwargs.path("attention_mask").isObject()) : (Layer) said;
    }

    /** Every tensor that a call takes, in the order of its arguments. */
    static List<Origin> places(JsonNode call) {
        List<Origin> all = new ArrayList<>();
        collect(call.path("args"), all);
        JsonNode kwargs = call.path("kwargs");
        // Ours takes them in the order of the call's parameters, whatever order the file has.
        for (String key : List.of("query", "value", "key", "inputs", "sequence", "initial_state", "attention_mask")) {
            collect(kwargs.path(key), all);
        }
        return all;
    }

    private static void collect(JsonNode node, List<Origin> into) {
        if (node.isObject() && node.path("class_name").asText().equals(KERAS_TENSOR)) {
            into.add(origin(node.path("config").path("keras_history")));
        } else if (node.isContainerNode()) {
            node.forEach(n -> collect(n, into));
        }
    }

    /** [layer, call, output] as Keras writes it. */
    static Origin origin(JsonNode history) {
        return new Origin(Values.text(history.path(0), "keras_history"), Values.whole(history.path(1), "keras_history"), Values.whole(history.path(2), "keras_history"));
    }

    /** As Keras writes a call of this layer. */
    static ObjectNode write(Layer layer, List<Symbol> inputs, List<Origin> origins) {
        List<ObjectNode> tensors = IntStream.range(0, inputs.size()).mapToObj(i -> tensor(inputs.get(i), origins.get(i))).toList();
        Layer bare = layer.bare();
        if (bare instanceof Operation operation) {
            return operation.call(tensors);
        }
        ObjectNode call = JsonNodeFactory.instance.objectNode();
        ArrayNode args = call.putArray("args");
        ObjectNode kwargs = call.putObject("kwargs");
        if (bare instanceof HeadedAttention<?> headed) {
            boolean masked = headed.heads().attentionMask();
            int given = tensors.size() - (masked ? 1 : 0);
            // A value must be said, a key only where it is another.
            args.add(tensors.getFirst()).add(tensors.get(Math.min(1, given - 1)));
            if (given > 2) {
                kwargs.set("key", tensors.get(2));
            }
            if (masked) {
                kwargs.set("attention_mask", tensors.getLast());
            }
        } else if (bare instanceof Recurrent<?> || bare instanceof Bidirectional) {
            args.add(tensors.getFirst());
            if (tensors.size() > 1) {
                kwargs.putArray("initial_state").addAll(tensors.subList(1, tensors.size()));
            }
        } else if (tensors.size() > 1 || ModelCodec.takesAList(bare)) {
            args.addArray().addAll(tensors);
        } else {
            args.addAll(tensors);
        }
        if (bare instanceof Attending<?> a && a.options().useCausalMask()) {
            kwargs.put("use_causal_mask", true);
        }
        if (bare instanceof Attending<?> a && a.options().returnAttentionScores()) {
            kwargs.put("return_attention_scores", true);
        }
        return call;
    }

    private static ObjectNode tensor(Symbol symbol, Origin from) {
        ObjectNode tensor = JsonNodeFactory.instance.objectNode().put("class_name", KERAS_TENSOR);
        ObjectNode config = tensor.putObject("config");
        config.set("shape", shape(symbol.shape().dims()));
        config.put("dtype", symbol.dtype().name().toLowerCase(Locale.ROOT));
        config.putArray("keras_history").add(from.layer()).add(from.call()).add(from.output());
        return tensor;
    }

    /** A batch of samples of this shape. */
    static ArrayNode shape(int[] sample) {
        ArrayNode shape = JsonNodeFactory.instance.arrayNode().addNull();
        for (int d : sample) {
            shape.add(d);
        }
        return shape;
    }
}
