package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.List;

/** A layer under a name of the user's choice. */
public record Named(String name, Layer layer) implements Layer {
    public Named {
        if (name.isBlank() || name.contains("/")) {
            throw new DypException("A layer's name must not be empty, nor hold the '/' that stands between the names of a path; but '"
                    + name + "' came.");
        }
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return layer.apply(x, scope);
    }

    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        return layer.apply(inputs, scope);
    }

    @Override
    public List<Input> inputs() {
        return layer.inputs();
    }

    @Override
    public boolean keepsMask() {
        return layer.keepsMask();
    }

    @Override
    public Layer bare() {
        return layer.bare();
    }

    @Override
    public String kind() {
        return layer.kind();
    }
}
