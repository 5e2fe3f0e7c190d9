package dyp.formats.torch;

import dyp.nn.Activate;
import dyp.nn.Body;
import dyp.nn.Body.Stage;
import dyp.nn.Dropout;
import dyp.nn.Flatten;
import dyp.nn.Layer;
import dyp.nn.Outline;
import dyp.nn.ReLU;
import dyp.op.Leaf.Variable;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives a model the weights of a PyTorch state dict, whose arrays are of another layout: convolutions (out, in, height, width) become
 * (height, width, in, out), linear layers are transposed, and where a linear layer follows a flatten its rows are put in the order of channels last;
 * LSTM's two biases become one, GRU's gates change places, query, key and value in one array are parted.
 */
public final class TorchWeights {
    /** What a wrapper puts before all keys of a model. */
    private static final List<String> WRAPPERS = List.of("module.", "model.");

    private TorchWeights() {}

    /**
     * Takes over what fits. Variables without a counterpart stay as they were; {@link Report#requireAll} refuses that.
     *
     * @param arrays by PyTorch's keys, as Safetensors.read gives them
     * @param pairs what PyTorch calls the model's layers
     * @throws DypException where an array does not have its variable's shape; the model then stays as it was
     */
    public static Report load(Model model, Map<String, NDArray> arrays, Pairs pairs) {
        Map<String, Variable> variables = model.variables().stream().collect(Collectors.toMap(Variable::name, v -> v, (a, _) -> a, LinkedHashMap::new));
        Source source = new Source(unwrapped(arrays));
        Reading reading = new Reading(source);
        walk(model, "", variables, pairs, source, reading);
        if (!reading.faults().isEmpty()) {
            List<String> faults = reading.faults();
            throw new DypException("The arrays do not fit the model: " + String.join("; ", faults.subList(0, Math.min(5, faults.size())))
                    + (faults.size() > 5 ? "; and " + (faults.size() - 5) + " more" : "") + ". Make the model with the shapes of the file, or leave that layer out.");
        }
        reading.values().forEach((v, value) -> v.value().copyFrom(value));
        Map<Boolean, List<String>> unused = source.unused().stream().collect(Collectors.partitioningBy(k -> k.endsWith("num_batches_tracked")));
        return new Report(reading.matched(), reading.missing(), unused.get(false), unused.get(true));
    }

    private static Map<String, NDArray> unwrapped(Map<String, NDArray> arrays) {
        for (String wrapper : WRAPPERS) {
            if (!arrays.isEmpty() && arrays.keySet().stream().allMatch(k -> k.startsWith(wrapper))) {
                Map<String, NDArray> inner = new LinkedHashMap<>();
                arrays.forEach((k, v) -> inner.put(k.substring(wrapper.length()), v));
                return unwrapped(inner);
            }
        }
        return arrays;
    }

    private static void walk(Model model, String before, Map<String, Variable> variables, Pairs pairs, Source source, Reading reading) {
        Body body = model.body();
        Map<String, Shape> flattened = null;
        for (String name : body.names()) {
            Layer layer = body.layer(name);
            String path = before + name;
            if (layer instanceof Model inner) {
                walk(inner, path + "/", variables, pairs, source, reading);
                continue;
            }
            Map<String, Variable> own = new LinkedHashMap<>();
            variables.forEach((n, v) -> {
                if (n.startsWith(path + "/")) {
                    own.put(n.substring(path.length() + 1), v);
                }
            });
            if (own.isEmpty()) {
                continue;
            }
            List<String> names = pairs.names(path);
            if (names.isEmpty()) {
                own.values().forEach(v -> reading.variable(v, pairs.names(v.name())));
                continue;
            }
            flattened = flattened == null ? flattened(model) : flattened;
            reading.layer(layer, source.module(names), own, flattened.get(name));
        }
    }

    /** For layers behind a flatten, the shape of a sample before it. */
    private static Map<String, Shape> flattened(Model model) {
        List<Shape> samples = model.fields().stream().map(f -> f.sample()).toList();
        Map<String, Stage> stages = Outline.of(model.body(), samples).stages().stream()
                .collect(Collectors.toMap(Stage::name, Function.identity(), (a, _) -> a, LinkedHashMap::new));
        Map<String, Shape> found = new LinkedHashMap<>();
        for (Stage stage : stages.values()) {
            Stage at = stage;
            do {
                at = at.from().size() == 1 ? stages.get(at.from().getFirst()) : null;
            } while (at != null && passes(at.layer().bare()));
            if (at != null && at.layer().bare() instanceof Flatten) {
                Shape before = at.from().isEmpty() ? samples.getFirst() : stages.get(at.from().getFirst()).output().shape().sample();
                if (before.rank() > 1) {
                    found.put(stage.name(), before);
                }
            }
        }
        return found;
    }

    private static boolean passes(Layer layer) {
        return layer instanceof Dropout || layer instanceof Activate || layer instanceof ReLU;
    }
}
