package dyp.nn;

import dyp.op.Tensor;

/** A layer under a name of the user's choice. */
public record Named(String name, Layer layer) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return layer.apply(x, scope);
    }

    @Override
    public String kind() {
        return layer.kind();
    }
}
