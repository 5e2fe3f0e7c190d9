package dyp.nn.golden;

import dyp.nn.Applied;
import dyp.nn.Input;
import dyp.nn.Layer;
import dyp.nn.Layers;
import dyp.nn.Network;
import dyp.nn.Symbol;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model from a .keras file's config, Sequential or Functional. Just as much of it as the fixtures need. */
public final class KerasModel {
    /** One call of a layer: its name, the layer, and the outputs (layer name, call, index) that it is applied to. */
    private record Call(String name, Layer layer, List<Ref> inputs) {}

    private record Ref(String layer, int call, int index) {}

    private final List<Call> calls = new ArrayList<>();
    private final List<String> inputNames = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final List<Ref> outputs = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    /** Each layer's group in the weights' file: the class in snake case with a counter, whatever the layer's name. */
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, Integer> counters = new HashMap<>();

    private KerasModel() {}

    public static KerasModel read(Path keras) {
        Json config = Json.parse(new String(H5.entry(keras, "config.json"), StandardCharsets.UTF_8));
        KerasModel model = new KerasModel();
        if (config.get("class_name").text().equals("Sequential")) {
            model.sequential(config.get("config").get("layers").list());
        } else if (config.get("class_name").text().equals("Functional")) {
            model.functional(config.get("config"));
        } else {
            model.unknown.add(config.get("class_name").text());
        }
        return model;
    }

    /** What is not there yet, by Keras's class name; empty where the model can run. */
    public List<String> unknown() {
        return unknown;
    }

    /** The inputs as the file declares them. */
    public List<Input> inputs() {
        return inputs;
    }

    /** The layers by name, in the order of their first call. */
    public Map<String, Layer> layers() {
        Map<String, Layer> all = new LinkedHashMap<>();
        calls.forEach(c -> all.putIfAbsent(c.name, c.layer));
        return all;
    }

    /** The weights' group of a layer, as {@code layers/dense_1/}. */
    public String group(String layer) {
        return "layers/" + groups.get(layer) + "/";
    }

    private void grouped(Json layer) {
        // The one class whose exported name is not its own.
        String own = layer.get("class_name").text().replace("GroupQueryAttention", "GroupedQueryAttention");
        String snake = own.replaceAll("(.)([A-Z][a-z]+)", "$1_$2").replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        int count = counters.merge(snake, 1, Integer::sum) - 1;
        groups.put(name(layer), count == 0 ? snake : snake + "_" + count);
    }

    private static String name(Json layer) {
        return layer.has("name") && !layer.get("name").isNull() ? layer.get("name").text() : layer.get("config").get("name").text();
    }

    /** The same model as ours: a graph of layer calls, each layer under its name. */
    public Network network() {
        Map<Ref, Symbol> values = new HashMap<>();
        Map<String, Layer> named = new HashMap<>();
        Map<String, Integer> called = new HashMap<>();
        for (int i = 0; i < inputNames.size(); i++) {
            values.put(new Ref(inputNames.get(i), 0, 0), inputs.get(i));
        }
        for (Call c : calls) {
            // One object per layer: called twice, it shares its weights.
            Layer layer = named.computeIfAbsent(c.name, n -> c.layer.named(n));
            Applied out = layer.on(c.inputs.stream().map(values::get).toArray(Symbol[]::new));
            int call = called.merge(c.name, 1, Integer::sum) - 1;
            for (int i = 0; i < out.outputs(); i++) {
                values.put(new Ref(c.name, call, i), out.output(i));
            }
        }
        return new Network(inputs, outputs.stream().map(values::get).toList());
    }

    private Layer layer(Json json) {
        // Arithmetic on tensors is recorded under the same class names as the layers, in another module.
        boolean op = json.get("module").text().startsWith("keras.src.ops");
        Layer layer = op ? null : KerasLayers.of(json);
        if (layer == null) {
            unknown.add((op ? "the op " : "") + json.get("class_name").text());
        }
        return layer;
    }

    private void input(Json json) {
        inputNames.add(json.get("config").get("name").text());
        List<Json> dims = json.get("config").get("batch_shape").list();
        Input input = Layers.input(dims.subList(1, dims.size()).stream().mapToInt(d -> d.isNull() ? 1 : d.integer()).toArray()).named(inputNames.getLast());
        inputs.add(json.get("config").get("dtype").text().equals("int32") ? input.ints() : input);
    }

    private void sequential(List<Json> layers) {
        input(layers.getFirst());
        Ref now = new Ref(inputNames.getFirst(), 0, 0);
        layers.forEach(this::grouped);
        for (Json json : layers.subList(1, layers.size())) {
            String name = name(json);
            calls.add(new Call(name, layer(json), List.of(now)));
            now = new Ref(name, 0, 0);
        }
        outputs.add(now);
    }

    private void functional(Json config) {
        for (Json json : config.get("layers").list()) {
            grouped(json);
            if (json.get("class_name").text().equals("InputLayer")) {
                continue;
            }
            Layer layer = layer(json);
            for (Json node : json.get("inbound_nodes").list()) {
                List<Ref> refs = new ArrayList<>();
                refs(node, refs);
                calls.add(new Call(name(json), layer, refs));
            }
        }
        refsOf(config.get("input_layers")).forEach(r -> input(find(config, r.layer)));
        outputs.addAll(refsOf(config.get("output_layers")));
        sort();
    }

    private static Json find(Json config, String name) {
        return config.get("layers").list().stream().filter(l -> name(l).equals(name)).findFirst().orElseThrow();
    }

    /** Every tensor among a node's args and kwargs, in order. */
    private static void refs(Json json, List<Ref> into) {
        if (json.value() instanceof Map<?, ?> map && map.containsKey("keras_history")) {
            into.add(ref(json.get("keras_history")));
        } else if (json.value() instanceof Map<?, ?>) {
            json.keys().forEach(k -> refs(json.get(k), into));
        } else if (json.value() instanceof List<?>) {
            json.list().forEach(j -> refs(j, into));
        }
    }

    private static Ref ref(Json history) {
        return new Ref(history.get(0).text(), history.get(1).integer(), history.get(2).integer());
    }

    /** One [name, call, index], a list of them, or an object of them, which Keras takes in the order of its keys. */
    private static List<Ref> refsOf(Json json) {
        if (json.value() instanceof Map<?, ?>) {
            return json.keys().stream().sorted().flatMap(k -> refsOf(json.get(k)).stream()).toList();
        }
        return json.get(0).value() instanceof String ? List.of(ref(json)) : json.list().stream().flatMap(j -> refsOf(j).stream()).toList();
    }

    /** Each call after what it reads; a layer's calls stay in order. */
    private void sort() {
        List<Call> left = new ArrayList<>(calls);
        Map<String, Integer> done = new HashMap<>();
        inputNames.forEach(n -> done.put(n, 1));
        calls.clear();
        while (!left.isEmpty()) {
            Call next = left.stream().filter(c -> c.inputs.stream().allMatch(r -> done.getOrDefault(r.layer, 0) > r.call)).findFirst().orElseThrow();
            left.remove(next);
            calls.add(next);
            done.merge(next.name, 1, Integer::sum);
        }
    }
}
