package dyp.formats.keras;

import dyp.formats.json.Jsons;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.formats.hdf5.Hdf5;
import dyp.formats.hdf5.Hdf5Writer;
import dyp.op.Leaf.Variable;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.ModelFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keras's HDF5 files: whole models of its older format ({@code .h5}), their weights alone, and the weights alone of today's format
 * ({@code .weights.h5}).
 */
public final class HdfFormat implements ModelFormat {
    private static final String WEIGHTS = ".weights.h5";
    private static final String NAMES = "weight_names";
    private static final String MODEL = "model_weights";
    private static final String OPTIMIZER = "optimizer_weights";

    @Override
    public List<String> endings() {
        return List.of(WEIGHTS, ".h5", ".hdf5");
    }

    @Override
    public Model load(Path file) {
        Hdf5 h5 = Hdf5.read(file, file.toString());
        String config = h5.text("", "model_config");
        if (config == null) {
            throw new DypException(file + " holds weights alone, and not the layers that they belong to. Make the model and call its loadWeights.");
        }
        return Guard.load(file.toString(), h5.arrays().values(), () -> load(h5, config, file));
    }

    private static Model load(Hdf5 h5, String config, Path file) {
        JsonNode parsed = Jsons.parse(config, "model_config of " + file);
        Model model = ModelCodec.read(parsed);
        older(model, h5, MODEL + "/", file.toString());
        ModelText.notes(parsed, model);
        Frozen.apply(parsed, model);
        String training = h5.text("", "training_config");
        if (training != null) {
            ObjectNode compile = (ObjectNode) Jsons.parse(training, "training_config of " + file);
            if (compile.has("optimizer_config")) {
                compile.set("optimizer", compile.get("optimizer_config"));
            }
            CompileCodec.read(compile, model);
            List<NDArray> state = h5.texts(OPTIMIZER, NAMES).stream().map(n -> array(h5, OPTIMIZER + "/" + n, file.toString())).toList();
            if (!state.isEmpty() && !model.goals().isEmpty()) {
                model.optimizerState(state);
            }
        }
        return model;
    }

    @Override
    public void loadWeights(Model model, Path file) {
        Hdf5 h5 = Hdf5.read(file, file.toString());
        if (h5.arrays().keySet().stream().anyMatch(p -> p.startsWith("layers/"))) {
            KerasFormat.load(model, h5.arrays(), file.toString());
        } else {
            older(model, h5, h5.texts(MODEL, "layer_names").isEmpty() ? "" : MODEL + "/", file.toString());
        }
    }

    /** Layers by name, or where names differ in their order; each one's arrays in the order that it says. */
    private static void older(Model model, Hdf5 h5, String root, String what) {
        Map<Variable, NDArray> values = new LinkedHashMap<>();
        Map<String, String> called = called(model, h5, root);
        for (String layer : model.body().names()) {
            List<Variable> own = ordered(model, layer);
            String name = called.getOrDefault(layer, layer);
            List<String> theirs = h5.texts(root + name, NAMES);
            if (own.size() != theirs.size()) {
                throw new DypException(what + " does not fit the model: " + layer + " has " + own.size() + " arrays " + own + ", the file has " + theirs.size() + " "
                        + theirs + ".");
            }
            for (int i = 0; i < own.size(); i++) {
                NDArray value = array(h5, root + name + "/" + theirs.get(i), what);
                if (!value.shape().equals(own.get(i).value().shape())) {
                    throw new DypException(what + " does not fit the model: " + own.get(i) + " is there as " + theirs.get(i) + value.shape() + ".");
                }
                values.put(own.get(i), value);
            }
        }
        values.forEach((v, value) -> v.value().copyFrom(value));
    }

    /**
     * What the file calls the layers that have weights. Layers without a name of the user's own are numbered, and the numbers go on through a process of
     * Keras; there the order of layers says which is which. The file may have more of them at its end, such as a classifier that the model lacks.
     */
    private static Map<String, String> called(Model model, Hdf5 h5, String root) {
        List<String> ours = model.body().names().stream().filter(l -> !model.variables(l).isEmpty()).toList();
        List<String> listed = h5.texts(root.isEmpty() ? "" : MODEL, "layer_names");
        List<String> theirs = listed.stream().filter(l -> !h5.texts(root + l, NAMES).isEmpty()).toList();
        Map<String, String> called = new LinkedHashMap<>();
        if (!theirs.containsAll(ours) && theirs.size() >= ours.size()) {
            for (int i = 0; i < ours.size(); i++) {
                called.put(ours.get(i), theirs.get(i));
            }
        }
        return called;
    }

    /** What learns by its nature first, as that format has it. */
    private static List<Variable> ordered(Model model, String layer) {
        List<Variable> all = model.variables(layer);
        return Stream.concat(all.stream().filter(Variable::trainable), all.stream().filter(v -> !v.trainable())).toList();
    }

    private static NDArray array(Hdf5 h5, String path, String what) {
        NDArray value = h5.arrays().get(path);
        if (value == null) {
            throw new DypException(what + " names an array '" + path + "', but does not hold it.");
        }
        return value;
    }

    @Override
    public void save(Model model, Path file) {
        if (file.getFileName().toString().endsWith(WEIGHTS)) {
            saveWeights(model, file);
            return;
        }
        Hdf5Writer h5 = new Hdf5Writer();
        ObjectNode config = Older.stripped(ModelCodec.write(model, model.name() == null ? model.kind() : model.name()));
        ModelText.notes(model, config);
        h5.attach("", "keras_version", KerasFormat.KERAS_VERSION).attach("", "backend", "jax").attach("", "model_config", Jsons.text(config));
        ObjectNode compile = CompileCodec.write(model);
        if (compile != null) {
            compile.set("optimizer_config", Older.stripped((ObjectNode) compile.remove("optimizer")));
            h5.attach("", "training_config", Jsons.text(compile));
        }
        put(model, h5);
        List<NDArray> state = compile == null ? List.of() : model.optimizerState();
        for (int i = 0; i < state.size(); i++) {
            h5.put(OPTIMIZER + "/vars/" + i, i == 0 ? state.get(i).reshape() : state.get(i));
        }
        if (!state.isEmpty()) {
            h5.attach(OPTIMIZER, NAMES, IntStream.range(0, state.size()).mapToObj(i -> "vars/" + i).toArray(String[]::new));
        }
        h5.replace(file);
    }

    private static void put(Model model, Hdf5Writer h5) {
        List<String> layers = new ArrayList<>();
        for (String name : model.body().names()) {
            List<Variable> own = ordered(model, name);
            if (!own.isEmpty()) {
                layers.add(name);
                own.forEach(v -> h5.put(MODEL + "/" + name + "/" + v.name(), v.value()));
                h5.attach(MODEL + "/" + name, NAMES, own.stream().map(Variable::name).toArray(String[]::new));
            }
        }
        h5.attach(MODEL, "layer_names", layers.toArray(String[]::new)).attach(MODEL, "keras_version", KerasFormat.KERAS_VERSION).attach(MODEL, "backend", "jax");
    }

    @Override
    public void saveWeights(Model model, Path file) {
        KerasFormat.weights(model, List.of()).replace(file);
    }
}
