package dyp.train;

import dyp.op.Leaf.Variable;
import dyp.tensor.NDArray;
import java.util.List;

/** A copy of a model's variables, to go back to. */
public final class Weights {
    private final List<Variable> variables;
    private final List<NDArray> values;

    private Weights(List<Variable> variables) {
        this.variables = variables;
        this.values = variables.stream().map(v -> v.value().copy()).toList();
    }

    public static Weights of(Model model) {
        return new Weights(model.variables());
    }

    /** Puts the values back. */
    public void restore() {
        for (int i = 0; i < values.size(); i++) {
            System.arraycopy(values.get(i).data(), 0, variables.get(i).value().data(), 0, values.get(i).size());
        }
    }

    /** The copied values, in the order of the model's variables. */
    public List<NDArray> values() {
        return values;
    }
}
