package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.data.Field;
import dyp.nn.Applied;
import dyp.nn.Attending;
import dyp.nn.Chain;
import dyp.nn.Concatenate;
import dyp.nn.Dot;
import dyp.nn.Input;
import dyp.nn.Layer;
import dyp.nn.Layers;
import dyp.nn.Merge;
import dyp.nn.Network;
import dyp.nn.Network.Node;
import dyp.nn.Network.Origin;
import dyp.nn.Symbol;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Whole models as Keras's configurations and back: Sequential and Functional, also inside each other. */
final class ModelCodec {
    private record Call(String name, Layer layer, List<Origin> inputs) {}

    private ModelCodec() {}

    /**
     * The model without weights. What the file says is frozen is frozen once the model is built.
     *
     * @throws DypException where a layer is not known, or the graph does not hang together
     */
    static Model read(JsonNode node) {
        JsonNode config = node.path("config");
        Model model = switch (Values.text(node.path("class_name"), "class_name")) {
            case "Sequential" -> Model.of(sequential(node));
            case "Functional", "Model" -> Model.of(functional(config));
            case String other -> throw new DypException("The file holds a model of class " + other + ", but only Sequential and Functional models can be read: they"
                    + " are made of layers, while the code of others is not in the file.");
        };
        return config.path("name").isTextual() ? model.named(config.path("name").textValue()) : model;
    }

    // ---- reading

    private static Chain sequential(JsonNode node) {
        JsonNode config = node.path("config");
        // Keras 2 wrote the list of layers alone.
        JsonNode listed = config.isArray() ? config : config.path("layers");
        List<Layer> layers = new ArrayList<>();
        for (JsonNode layer : listed) {
            String name = name(layer);
            layers.add(isInput(layer) ? input(layer) : named(layer, name));
        }
        JsonNode shape = config.path("build_input_shape").isArray() ? config.path("build_input_shape") : listed.path(0).path("config").path("batch_input_shape");
        if (!layers.isEmpty() && !(layers.getFirst() instanceof Input) && layers.getFirst().inputs().isEmpty() && shape.isArray()) {
            layers.addFirst(input("input_layer", shape, "float32"));
        }
        return new Chain(layers);
    }

    private static Layer named(JsonNode node, String name) {
        try {
            return LayerCodec.read(node).named(name);
        } catch (DypException e) {
            throw e.getMessage().startsWith("[") ? e : new DypException("[" + name + "] " + e.getMessage(), e);
        }
    }

    static boolean isInput(JsonNode layer) {
        return layer.path("class_name").asText().equals("InputLayer");
    }

    static String name(JsonNode layer) {
        JsonNode own = layer.path("name");
        return own.isTextual() ? own.textValue() : layer.path("config").path("name").asText(Keys.snake(layer.path("class_name").asText("layer")));
    }

    private static Input input(JsonNode layer) {
        JsonNode c = layer.path("config");
        JsonNode shape = c.has("batch_shape") ? c.get("batch_shape") : c.path("batch_input_shape");
        return input(name(layer), shape, c.path("dtype").asText("float32"));
    }

    private static Input input(String name, JsonNode batch, String dtype) {
        if (!batch.isArray() || batch.isEmpty()) {
            throw Values.expected("[null, ...], the shape of a batch", batch, "batch_shape");
        }
        int[] sample = new int[batch.size() - 1];
        for (int i = 0; i < sample.length; i++) {
            if (batch.get(i + 1).isNull()) {
                throw new DypException("[" + name + "] The model takes inputs of any length, " + batch + ", but Dyp's models know their shape. Save it with a shape"
                        + " without None (but for the batch).");
            }
            sample[i] = Values.whole(batch.get(i + 1), "batch_shape");
        }
        Input input = Layers.input(sample).named(name);
        return dtype.startsWith("int") || dtype.startsWith("uint") ? input.ints() : input;
    }

    private static Network functional(JsonNode config) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        config.path("layers").forEach(l -> byName.put(name(l), l));
        Map<Origin, Symbol> values = new HashMap<>();
        List<Input> inputs = new ArrayList<>();
        for (Origin p : places(config.path("input_layers"))) {
            JsonNode layer = byName.get(p.layer());
            if (layer == null || !isInput(layer)) {
                throw new DypException("The model's input '" + p.layer() + "' is not among its layers.");
            }
            inputs.add(input(layer));
            values.put(p, inputs.getLast());
        }
        List<Call> calls = new ArrayList<>();
        byName.forEach((name, layer) -> {
            if (!isInput(layer)) {
                Layer made = named(layer, name);
                layer.path("inbound_nodes").forEach(n -> calls.add(new Call(name, made, n.isArray() ? OlderGraph.places(n) : Calls.places(n))));
            }
        });
        run(calls, values);
        return new Network(inputs, places(config.path("output_layers")).stream().map(p -> value(p, values)).toList());
    }

    /** Each call once its inputs are there; a layer's calls in their order. */
    private static void run(List<Call> calls, Map<Origin, Symbol> values) {
        List<Call> left = new ArrayList<>(calls);
        Map<String, Integer> done = new HashMap<>();
        while (!left.isEmpty()) {
            Call next = left.stream().filter(c -> values.keySet().containsAll(c.inputs)).findFirst().orElseThrow(() -> new DypException(
                    "The model's graph does not hang together: nothing gives the inputs of " + String.join(", ", left.stream().map(Call::name).distinct().toList()) + "."));
            left.remove(next);
            Applied out = next.layer.on(next.inputs.stream().map(values::get).toArray(Symbol[]::new));
            int call = done.merge(next.name, 1, Integer::sum) - 1;
            for (int i = 0; i < out.outputs(); i++) {
                values.put(new Origin(next.name, call, i), out.output(i));
            }
        }
    }

    private static Symbol value(Origin place, Map<Origin, Symbol> values) {
        if (!values.containsKey(place)) {
            throw new DypException("The model's output " + place.output() + " of '" + place.layer() + "' is not there.");
        }
        return values.get(place);
    }

    /** One [name, call, output], a list of them, or an object of them, in the order of its keys. */
    private static List<Origin> places(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
            return sorted.values().stream().flatMap(n -> places(n).stream()).toList();
        }
        if (node.path(0).isTextual()) {
            return List.of(Calls.origin(node));
        }
        List<Origin> all = new ArrayList<>();
        node.forEach(n -> all.addAll(places(n)));
        return all;
    }

    // ---- writing

    /** Whether Keras's layer takes a list of tensors as its one argument. */
    static boolean takesAList(Layer bare) {
        return bare instanceof Merge || bare instanceof Concatenate || bare instanceof Dot || bare instanceof Attending<?>;
    }

    static ObjectNode write(Model model, String name) {
        return model.body() instanceof Chain chain ? sequential(model, chain, name) : functional(model, (Network) model.body(), name);
    }

    private static ObjectNode sequential(Model model, Chain chain, String name) {
        ObjectNode object = Parts.object("keras", "Sequential");
        ObjectNode config = object.withObject("/config").put("name", name).put("trainable", true).put("dtype", "float32");
        ArrayNode layers = config.putArray("layers");
        List<String> names = chain.names();
        Field in = model.fields().getFirst();
        if (!(chain.layers().getFirst() instanceof Input)) {
            layers.add(input("input_layer", in.dtype(), in.sample().dims()));
        }
        for (int i = 0; i < names.size(); i++) {
            Layer layer = chain.layers().get(i);
            layers.add(layer instanceof Input own ? input(names.get(i), own.dtype(), own.shape().dims()) : frozen(LayerCodec.write(layer, names.get(i)), model, names.get(i)));
        }
        config.set("build_input_shape", Calls.shape(in.sample().dims()));
        object.putObject("build_config").set("input_shape", Calls.shape(in.sample().dims()));
        return object;
    }

    private static ObjectNode functional(Model model, Network network, String name) {
        ObjectNode object = Parts.object("keras.src.models.functional", "Functional");
        object.put("registered_name", "Functional");
        ObjectNode config = object.withObject("/config").put("name", name).put("trainable", true);
        Map<String, ObjectNode> layers = new LinkedHashMap<>();
        for (Input in : network.inputs()) {
            String own = network.origin(in).layer();
            layers.put(own, input(own, in.dtype(), in.shape().dims()).put("name", own));
            layers.get(own).putArray("inbound_nodes");
        }
        for (Node node : network.nodes()) {
            ObjectNode layer = layers.computeIfAbsent(node.name(), n -> {
                ObjectNode made = frozen(LayerCodec.write(node.layer(), n), model, n).put("name", n);
                made.putArray("inbound_nodes");
                return made;
            });
            ((ArrayNode) layer.get("inbound_nodes")).add(Calls.write(node.layer(), node.inputs(), node.origins()));
        }
        config.putArray("layers").addAll(layers.values());
        config.set("input_layers", origins(network.inputs().stream().map(network::origin).toList()));
        config.set("output_layers", origins(network.outputs().stream().map(network::origin).toList()));
        return object;
    }

    private static ObjectNode frozen(ObjectNode layer, Model model, String name) {
        if (model.frozen(name)) { // said only then: some of Keras's layers do not know the word
            layer.withObject("/config").put("trainable", false);
        }
        return layer;
    }

    private static ObjectNode input(String name, DType dtype, int[] sample) {
        ObjectNode object = Parts.object("keras.layers", "InputLayer");
        object.withObject("/config").put("dtype", dtype.name().toLowerCase(Locale.ROOT)).put("sparse", false).put("ragged", false).put("name", name)
                .set("batch_shape", Calls.shape(sample));
        return object;
    }

    /** One alone, several as a list. */
    private static ArrayNode origins(List<Origin> origins) {
        List<ArrayNode> all = origins.stream().map(o -> JsonNodeFactory.instance.arrayNode().add(o.layer()).add(o.call()).add(o.output())).toList();
        return all.size() == 1 ? all.getFirst() : JsonNodeFactory.instance.arrayNode().addAll(all);
    }
}
