package dyp.formats.keras;

import dyp.nn.Bidirectional;
import dyp.nn.Body;
import dyp.nn.Chain;
import dyp.nn.GroupQueryAttention;
import dyp.nn.HeadedAttention;
import dyp.nn.Input;
import dyp.nn.Layer;
import dyp.nn.Network;
import dyp.nn.Recurrent;
import dyp.op.Leaf.Variable;
import dyp.preprocessing.Normalization;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where each weight of a model lies in Keras's file of weights: {@code layers/dense_1/vars/0}. A layer's group is its class in snake case
 * with a counter in the order of the model's layers, whatever the layer is called.
 */
final class WeightPaths {
    private final Map<String, String> byVariable = new LinkedHashMap<>();
    /** Each layer's group and the user's name for it. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private final Set<String> wholes = new HashSet<>();

    private WeightPaths() {}

    static WeightPaths of(Model model) {
        WeightPaths paths = new WeightPaths();
        List<Variable> all = model.variables();
        paths.walk(model.body(), model.fields().size(), all, "", "");
        return paths;
    }

    /** The path of each variable, by our name for it. */
    Map<String, String> byVariable() {
        return byVariable;
    }

    /** The names that layers have, by their group. */
    Map<String, String> names() {
        return names;
    }

    /** Whether Keras keeps it as whole numbers: how many samples a Normalization has seen. */
    boolean isWhole(Variable v) {
        return wholes.contains(v.name());
    }

    private void walk(Body body, int inputs, List<Variable> all, String ours, String theirs) {
        Map<String, Integer> counters = new HashMap<>();
        if (body instanceof Chain c && !(c.layers().getFirst() instanceof Input)) {
            counters.put("input_layer", inputs);
        }
        for (String name : body.names()) {
            Layer bare = layer(body, name);
            String kind = kind(bare);
            int count = counters.merge(kind, 1, Integer::sum) - 1;
            String group = theirs + "layers/" + (count == 0 ? kind : kind + "_" + count);
            String prefix = ours + name + "/";
            if (bare instanceof Model inner) {
                walk(inner.body(), inner.fields().size(), all, prefix, group + "/");
                continue;
            }
            Map<String, Integer> indices = new HashMap<>();
            for (Variable v : all) {
                if (v.name().startsWith(prefix)) {
                    List<String> parts = new ArrayList<>(List.of(v.name().substring(prefix.length()).split("/")));
                    parts.removeLast();
                    String vars = group + "/" + within(bare, parts) + "vars";
                    byVariable.put(v.name(), vars + "/" + (indices.merge(vars, 1, Integer::sum) - 1));
                    names.put(vars, name);
                    if (bare instanceof Normalization && v.name().endsWith("/count")) {
                        wholes.add(v.name());
                    }
                }
            }
        }
    }

    private static Layer layer(Body body, String name) {
        return body.layer(name).bare();
    }

    private static String kind(Layer bare) {
        return switch (bare) {
            case Input _ -> "input_layer";
            // The one class whose exported name is not its own.
            case GroupQueryAttention _ -> "grouped_query_attention";
            case Model m -> m.body() instanceof Network ? "functional" : "sequential";
            default -> Keys.snake(LayerCodec.className(bare));
        };
    }

    /** The groups inside a layer's: of a recurrent layer its cell, of attention its projections. */
    private static String within(Layer bare, List<String> parts) {
        StringBuilder path = new StringBuilder();
        for (String part : parts) {
            path.append(bare instanceof GroupQueryAttention ? "_" : "")
                    .append(bare instanceof HeadedAttention<?> ? part.replace("attention_", "") + "_dense/" : part + "/");
        }
        if (bare instanceof Recurrent<?> || bare instanceof Bidirectional) {
            path.append("cell/");
        }
        return path.toString();
    }
}
