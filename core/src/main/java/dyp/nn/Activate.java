package dyp.nn;

import dyp.op.Tensor;

/** An activation as a layer of its own; Keras's Activation. The shape stays. */
public record Activate(Activation activation) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return activation.of(x);
    }

    @Override
    public String kind() {
        return "activation";
    }

    @Override
    public boolean keepsMask() {
        return true;
    }
}
