package dyp.nn;

import dyp.op.Tensor;

/** A price on a weight (or on what a layer gives), added to the loss. Implement it as a record. */
@FunctionalInterface
public interface Regularizer {
    Regularizer NONE = weight -> null;

    /** The price as a scalar, or null where there is none. */
    Tensor of(Tensor weight);

    static Regularizer l1(double strength) {
        return new L1L2(strength, 0);
    }

    static Regularizer l2(double strength) {
        return new L1L2(0, strength);
    }

    static Regularizer l1l2(double l1, double l2) {
        return new L1L2(l1, l2);
    }

    /** On rows of a matrix that are not at right angles; for columns: {@code .mode(COLUMNS)}. */
    static OrthogonalRegularizer orthogonal(double factor) {
        return new OrthogonalRegularizer(factor, OrthogonalRegularizer.Mode.ROWS);
    }
}
