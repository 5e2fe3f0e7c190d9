package dyp.loss;

import dyp.tensor.DypException;

/** What losses ask of their numbers. */
final class Checks {
    private Checks() {}

    static void positive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new DypException(what + " must be above 0, but " + value + " came.");
        }
    }

    static void notNegative(String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new DypException(what + " must be 0 or more, but " + value + " came.");
        }
    }

    static void between(String what, double value) {
        if (!(value > 0 && value < 1)) {
            throw new DypException(what + " must lie between 0 and 1, but " + value + " came.");
        }
    }

    /** @param value a share, from 0 to 1 */
    static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new DypException(what + " must lie from 0 to 1, but " + value + " came.");
        }
    }
}
