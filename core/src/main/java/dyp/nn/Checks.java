package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.List;

/** What layers ask of their arguments. */
final class Checks {
    private Checks() {}

    static void positive(String what, int value) {
        if (value < 1) {
            throw new DypException(what + " must be 1 or more, but " + value + " came.");
        }
    }

    static void positive(String what, List<Integer> values) {
        values.forEach(v -> positive(what, v));
    }

    static void fraction(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new DypException(what + " must lie from 0 to below 1, but " + value + " came.");
        }
    }

    static void rank(int rank, Tensor x, String axes) {
        if (x.shape().rank() != rank) {
            throw new DypException("The input must be " + axes + ", rank " + rank + ", but has rank " + x.shape().rank() + ".");
        }
    }

    static void rankAtLeast(int rank, Tensor x, String axes) {
        if (x.shape().rank() < rank) {
            throw new DypException("The input must be " + axes + ", rank " + rank + " or more, but has rank " + x.shape().rank() + ".");
        }
    }

    static List<Integer> pair(int value) {
        return List.of(value, value);
    }
}
