package dyp.formats.safetensors;

import dyp.formats.keras.Guard;
import dyp.formats.keras.ModelText;
import dyp.op.Leaf.Variable;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.ModelFormat;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Models in {@code .safetensors} files: each variable under its name ({@code conv2d/kernel}), the layers as a text beside them. Files of
 * others hold arrays alone and go through {@link Safetensors#read}.
 */
public final class SafetensorsFormat implements ModelFormat {
    private static final String LAYERS = "dyp.model";

    @Override
    public List<String> endings() {
        return List.of(".safetensors");
    }

    @Override
    public Model load(Path file) {
        String layers = Safetensors.metadata(file).get(LAYERS);
        if (layers == null) {
            throw new DypException(file + " holds arrays alone, and not the layers that they belong to. Make the model and call its loadWeights; for the networks"
                    + " of other libraries, take the zoo's model of the same name and call its weights.");
        }
        Map<String, NDArray> theirs = Safetensors.read(file);
        return Guard.load(file.toString(), theirs.values(), () -> {
            Model model = ModelText.read(layers, "The layers in " + file);
            load(model, theirs, file);
            return model;
        });
    }

    @Override
    public void save(Model model, Path file) {
        write(model, file, Map.of(LAYERS, ModelText.write(model)));
    }

    @Override
    public void saveWeights(Model model, Path file) {
        write(model, file, Map.of());
    }

    private static void write(Model model, Path file, Map<String, String> metadata) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        model.variables().forEach(v -> arrays.put(v.name(), v.value()));
        Safetensors.write(file, arrays, metadata);
    }

    @Override
    public void loadWeights(Model model, Path file) {
        load(model, Safetensors.read(file), file);
    }

    private static void load(Model model, Map<String, NDArray> theirs, Path file) {
        Set<String> left = new TreeSet<>(theirs.keySet());
        for (Variable v : model.variables()) {
            NDArray value = theirs.get(v.name());
            if (value == null || !value.shape().equals(v.value().shape())) {
                throw new DypException(file + " does not fit the model: " + v.name() + " is " + v.value().shape() + ", but there it is "
                        + (value == null ? "missing" : value.shape()) + ".");
            }
            left.remove(v.name());
        }
        if (!left.isEmpty()) {
            throw new DypException(file + " does not fit the model: it holds " + left.size() + " arrays more, as " + left.iterator().next() + ".");
        }
        model.variables().forEach(v -> v.value().copyFrom(theirs.get(v.name())));
    }
}
