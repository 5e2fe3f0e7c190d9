package dyp.nn;

import dyp.op.Tensor;

/** Passes x on. */
public record Identity() implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return x;
    }

    @Override
    public boolean keepsMask() {
        return true;
    }
}
