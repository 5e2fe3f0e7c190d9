package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/** Where a weight is brought back to after each step. Implement it as a record. */
@FunctionalInterface
public interface Constraint {
    Constraint NONE = weight -> weight;

    /** The allowed weight nearest to this one, of its shape. */
    Tensor of(Tensor weight);

    /** Columns no longer than this, along axis 0. */
    static MaxNorm maxNorm(double maxValue) {
        return new MaxNorm(maxValue, List.of(0));
    }

    /** Columns between these lengths, along axis 0. */
    static MinMaxNorm minMaxNorm(double minValue, double maxValue) {
        return new MinMaxNorm(minValue, maxValue, 1, List.of(0));
    }

    /** No number below 0. */
    static NonNeg nonNeg() {
        return new NonNeg();
    }

    /** Columns of length 1, along axis 0. */
    static UnitNorm unitNorm() {
        return new UnitNorm(List.of(0));
    }
}
