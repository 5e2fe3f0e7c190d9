package dyp.nn;

import dyp.op.Tensor;

/** Passes x on and adds its price to the loss: (l1 * sum|x| + l2 * sum x²) / batch, as Keras counts it. */
public record ActivityRegularization(double l1, double l2) implements Layer {
    public ActivityRegularization {
        new L1L2(l1, l2);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        ActivityRegularized.charge(x, new L1L2(l1, l2), scope);
        return x;
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public ActivityRegularization l1(double strength) {
        return new ActivityRegularization(strength, l2);
    }

    public ActivityRegularization l2(double strength) {
        return new ActivityRegularization(l1, strength);
    }
}
