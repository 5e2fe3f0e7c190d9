package dyp.optim;

import dyp.tensor.DypException;

/** What optimizers ask of their numbers. */
final class Checks {
    private Checks() {}

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
}
