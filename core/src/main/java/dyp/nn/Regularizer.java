package dyp.nn;

import dyp.op.Tensor;

/** A price on the size of a weight: l1 * sum|w| + l2 * sum w², as Keras counts it (no half). */
public record Regularizer(double l1, double l2) {
    public static final Regularizer NONE = new Regularizer(0, 0);

    public Regularizer {
        Checks.notNegative("l1", l1);
        Checks.notNegative("l2", l2);
    }

    public static Regularizer l1(double strength) {
        return new Regularizer(strength, 0);
    }

    public static Regularizer l2(double strength) {
        return new Regularizer(0, strength);
    }

    public static Regularizer l1l2(double l1, double l2) {
        return new Regularizer(l1, l2);
    }

    /** The penalty as a scalar, or null where there is none. */
    public Tensor of(Tensor weight) {
        Tensor first = l1 == 0 ? null : weight.abs().sum().mul(l1);
        Tensor second = l2 == 0 ? null : weight.square().sum().mul(l2);
        return first == null ? second : second == null ? first : first.add(second);
    }
}
