package dyp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dyp.tensor.NDArray;

/** Compares arrays and names the first place where they differ. */
public final class Close {
    private Close() {}

    /**
     * Same shape and type, and numbers near each other; NaN only equals NaN, and an infinity only itself.
     *
     * @param tolerance largest |a - b| / (1 + |b|)
     */
    public static void check(String what, NDArray actual, NDArray expected, double tolerance) {
        assertEquals(expected.shape(), actual.shape(), what + ": the shape");
        assertEquals(expected.dtype(), actual.dtype(), what + ": the type");
        for (int i = 0; i < expected.size(); i++) {
            if (!near(actual.at(i), expected.at(i), tolerance)) {
                fail(what + " at flat index " + i + " of " + expected.shape() + ": " + actual.at(i) + ", but expected " + expected.at(i));
            }
        }
    }

    static boolean near(double actual, double expected, double tolerance) {
        return actual == expected || (Double.isNaN(actual) && Double.isNaN(expected))
                || (Double.isFinite(expected) && Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected)));
    }
}
