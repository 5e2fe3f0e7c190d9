package dyp.train;

import dyp.op.Leaf.Variable;
import dyp.store.Npz;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A copy of variables' values, to go back to. */
public final class Weights {
    private final List<Variable> variables;
    private final List<NDArray> values;

    private Weights(List<Variable> variables) {
        this.variables = List.copyOf(variables);
        this.values = variables.stream().map(v -> v.value().copy()).toList();
    }

    public static Weights of(Model model) {
        return of(model.variables());
    }

    /** Of a model's variables, or an optimizer's as well. */
    public static Weights of(List<Variable> variables) {
        return new Weights(variables);
    }

    /** Puts the values back. */
    public void restore() {
        for (int i = 0; i < values.size(); i++) {
            variables.get(i).value().copyFrom(values.get(i));
        }
    }

    /** The copied values, in the order of the variables. */
    public List<NDArray> values() {
        return values;
    }

    /** The copied values by the variables' names. */
    public Map<String, NDArray> byName() {
        Map<String, NDArray> named = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            named.put(variables.get(i).name(), values.get(i));
        }
        return named;
    }

    /** Writes a model's weights and states as an .npz of NumPy's, by name. */
    public static void save(Model model, Path file) {
        Map<String, NDArray> live = new LinkedHashMap<>();
        model.variables().forEach(v -> live.put(v.name(), v.value()));
        Npz.write(file, live);
    }

    /**
     * Gives a model the weights and states that {@link #save} wrote.
     *
     * @throws DypException where the file is damaged, or of a model with other names or shapes; the model is then as it was
     */
    public static void load(Model model, Path file) {
        load(model, Npz.read(file), file.toString());
    }

    /** @param from what to call the arrays' origin in a message */
    public static void load(Model model, Map<String, NDArray> arrays, String from) {
        for (Variable v : model.variables()) {
            NDArray value = arrays.get(v.name());
            if (value == null || !value.shape().equals(v.value().shape()) || value.dtype() != v.value().dtype()) {
                throw new DypException(from + " holds the weights of another model: this one has " + v + ", the file "
                        + (value == null ? "does not" : "has it as " + value.dtype() + value.shape()) + ". Load them into the model they were saved of.");
            }
        }
        if (arrays.size() != model.variables().size()) {
            throw new DypException(from + " holds the weights of another model: it has " + arrays.size() + " arrays, this one has "
                    + model.variables().size() + " variables. Load them into the model they were saved of.");
        }
        for (Variable v : model.variables()) {
            v.value().copyFrom(arrays.get(v.name()));
        }
    }
}
