package dyp.nn;

import dyp.op.Tensor;

/** x, or {@code alpha} * (e^x - 1) where x is negative. The shape stays. Clevert, Unterthiner and Hochreiter 2016. */
public record ELU(double alpha) implements Layer {
    public ELU {
        Checks.notNegative("alpha", alpha);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Activations.elu(x, alpha);
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public ELU alpha(double a) {
        return new ELU(a);
    }
}
