package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The largest or the smallest of many numbers; NaN wins. The order does not matter; several running vectors hide the latency of a comparison. */
final class Extremes {
    private Extremes() {}

    /**
     * Of {@code n} neighbours, at least one.
     *
     * @param room {@link Lanes#LINE} floats from {@code ro} on that this may use
     */
    static float row(boolean min, float[] x, int xo, int n, float[] room, int ro) {
        float best = x[xo];
        int i = 0;
        if (n >= L) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xo), b = a, c = a, d = a;
            if (min) {
                for (; i <= n - 4 * L; i += 4 * L) {
                    a = a.min(FloatVector.fromArray(SPECIES, x, xo + i));
                    b = b.min(FloatVector.fromArray(SPECIES, x, xo + i + L));
                    c = c.min(FloatVector.fromArray(SPECIES, x, xo + i + 2 * L));
                    d = d.min(FloatVector.fromArray(SPECIES, x, xo + i + 3 * L));
                }
                a = a.min(b).min(c.min(d));
                for (; i <= n - L; i += L) {
                    a = a.min(FloatVector.fromArray(SPECIES, x, xo + i));
                }
            } else {
                for (; i <= n - 4 * L; i += 4 * L) {
                    a = a.max(FloatVector.fromArray(SPECIES, x, xo + i));
                    b = b.max(FloatVector.fromArray(SPECIES, x, xo + i + L));
                    c = c.max(FloatVector.fromArray(SPECIES, x, xo + i + 2 * L));
                    d = d.max(FloatVector.fromArray(SPECIES, x, xo + i + 3 * L));
                }
                a = a.max(b).max(c.max(d));
                for (; i <= n - L; i += L) {
                    a = a.max(FloatVector.fromArray(SPECIES, x, xo + i));
                }
            }
            a.intoArray(room, ro);
            for (int lane = 0; lane < L; lane++) {
                best = better(min, best, room[ro + lane]);
            }
        }
        for (; i < n; i++) {
            best = better(min, best, x[xo + i]);
        }
        return best;
    }

    /** Of the columns of a (rows, width) block, at least one row. */
    static void columns(boolean min, float[] x, int xo, int rows, int width, float[] y, int yo) {
        int j = 0;
        for (; j <= width - L; j += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xo + j);
            if (min) {
                for (int r = 1, at = xo + j + width; r < rows; r++, at += width) {
                    a = a.min(FloatVector.fromArray(SPECIES, x, at));
                }
            } else {
                for (int r = 1, at = xo + j + width; r < rows; r++, at += width) {
                    a = a.max(FloatVector.fromArray(SPECIES, x, at));
                }
            }
            a.intoArray(y, yo + j);
        }
        for (; j < width; j++) {
            float a = x[xo + j];
            for (int r = 1, at = xo + j + width; r < rows; r++, at += width) {
                a = better(min, a, x[at]);
            }
            y[yo + j] = a;
        }
    }

    private static float better(boolean min, float a, float b) {
        return min ? Math.min(a, b) : Math.max(a, b);
    }
}
