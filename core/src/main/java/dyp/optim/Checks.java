package dyp.optim;

import dyp.tensor.DypException;

/** What optimizers and schedules ask of their numbers. */
final class Checks {
    private Checks() {}

    static void notNegative(String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new DypException(what + " must be 0 or more, but " + value + " came.");
        }
    }

    static void positive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new DypException(what + " must be more than 0, but " + value + " came.");
        }
    }

    static void fraction(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new DypException(what + " must lie from 0 to below 1, but " + value + " came.");
        }
    }

    static void atLeast(String what, int least, int value) {
        if (value < least) {
            throw new DypException(what + " must be " + least + " or more, but " + value + " came.");
        }
    }

    static DypException missing(String option, String other) {
        return new DypException(option + " needs " + other + " before it.");
    }
}
