package dyp.nn;

import dyp.op.Tensor;

/** Where a weight is brought back to after each step. Implement it as a record. */
@FunctionalInterface
public interface Constraint {
    Constraint NONE = weight -> weight;

    /** The allowed weight nearest to this one, of its shape. */
    Tensor of(Tensor weight);
}
