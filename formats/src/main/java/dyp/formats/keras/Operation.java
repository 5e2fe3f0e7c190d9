package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.nn.Joint;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Arithmetic on a graph's tensors, which Keras writes down in a model as if it were a layer: {@code x + 1}, {@code ops.mean(x, axis=1)}.
 *
 * @param said the file's words: {@code module}, {@code class_name}, {@code config}, and the one call in {@code inbound_nodes}
 */
record Operation(ObjectNode said) implements Joint {
    private static final String MODULE = "keras.src.ops";

    static boolean is(JsonNode layer) {
        return layer.path("module").asText().startsWith(MODULE);
    }

    /** @throws DypException where there is no such operation here */
    static Operation read(JsonNode layer) {
        String name = layer.path("class_name").asText();
        if (!Operations.NAMES.contains(name)) {
            throw new DypException("The file has the operation " + name + ", which is not known. There are " + String.join(", ", Operations.NAMES) + ".");
        }
        if (layer.path("inbound_nodes").size() != 1) {
            throw new DypException("The operation " + name + " must be called once, but is called " + layer.path("inbound_nodes").size() + " times.");
        }
        return new Operation(layer.deepCopy());
    }

    @Override
    public String kind() {
        return Keys.snake(said.path("class_name").asText());
    }

    private JsonNode args() {
        return said.path("inbound_nodes").path(0).path("args");
    }

    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        DType type = inputs.isEmpty() ? DType.FLOAT32 : inputs.getFirst().dtype();
        List<Tensor> tensors = new ArrayList<>();
        Iterator<Tensor> next = inputs.iterator();
        boolean key = said.path("class_name").asText().equals("GetItem"); // its numbers are places
        collect(key ? JsonNodeFactory.instance.arrayNode().add(args().path(0)) : args(), next, type, tensors);
        return Operations.apply(said.path("class_name").asText(), said.path("config"), tensors, args());
    }

    /** Tensors and numbers in the order of the arguments. */
    private static void collect(JsonNode node, Iterator<Tensor> next, DType type, List<Tensor> into) {
        if (isTensor(node)) {
            if (!next.hasNext()) {
                throw new DypException("An operation takes more tensors than were given.");
            }
            into.add(next.next());
        } else if (node.path("class_name").asText().equals("__numpy__")) {
            into.add(Tensor.constant(Values.array(node.path("config").path("value"))).cast(type));
        } else if (node.isNumber()) {
            into.add(Tensor.scalar(node.doubleValue()).cast(node.isFloatingPointNumber() ? DType.FLOAT32 : type));
        } else if (node.isArray()) {
            node.forEach(n -> collect(n, next, type, into));
        }
    }

    private static boolean isTensor(JsonNode node) {
        return node.path("class_name").asText().equals(Calls.KERAS_TENSOR);
    }

    /** The same words, under a name; the call is added by whoever knows the graph. */
    ObjectNode write(String name) {
        ObjectNode copy = said.deepCopy();
        copy.withObject("/config").put("name", name);
        copy.remove("inbound_nodes");
        return copy;
    }

    /** The call, with these tensors where the file had its own. */
    ObjectNode call(List<ObjectNode> tensors) {
        ObjectNode call = said.path("inbound_nodes").path(0).deepCopy();
        call.set("args", replaced(args(), tensors.iterator()));
        return call;
    }

    private static JsonNode replaced(JsonNode node, Iterator<ObjectNode> next) {
        if (isTensor(node)) {
            return next.next();
        }
        if (!node.isArray()) {
            return node;
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        node.forEach(n -> all.add(replaced(n, next)));
        return all;
    }
}
