package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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

    /** @param what a number that may be 0 */
    static void notNegative(String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new DypException(what + " must be 0 or more, but " + value + " came.");
        }
    }

    static void fraction(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new DypException(what + " must lie from 0 to below 1, but " + value + " came.");
        }
    }

    static void rank(int rank, Tensor x, String axes) {
        if (x.shape().rank() != rank) {
            throw new DypException("The input must be " + axes + ", rank " + rank + ", but has rank " + x.shape().rank()
                    + (x.shape().rank() == rank - 1 ? ". Where the channels are missing, put reshape(" + missing(x) + ") before it."
                    : ". Bring it there with reshape(...)."));
        }
    }

    /** The sample's shape with one channel. */
    private static String missing(Tensor x) {
        return Arrays.stream(x.shape().sample().dims()).mapToObj(d -> d + ", ").collect(Collectors.joining()) + "1";
    }

    static void rankAtLeast(int rank, Tensor x, String axes) {
        if (x.shape().rank() < rank) {
            throw new DypException("The input must be " + axes + ", rank " + rank + " or more, but has rank " + x.shape().rank()
                    + ". Give each number as a row of its own: reshape(n, 1).");
        }
    }

    static List<Integer> list(int... values) {
        return Arrays.stream(values).boxed().toList();
    }

    static List<Integer> pair(int value) {
        return List.of(value, value);
    }
}
