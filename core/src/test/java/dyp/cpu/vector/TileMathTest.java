package dyp.cpu.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.op.Unary;
import org.junit.jupiter.api.Test;

/** exp, erf and their kin: the exact formula against another way of computing it, and the vector loop against the formula. */
class TileMathTest {
    private static final int COUNT = 1 << 15;

    /** The integral of 2 / sqrt(pi) e^-t² from 0 to x, by Simpson's rule with 2,000 steps. */
    private static double integral(double x) {
        int n = 2000;
        double h = x / n;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double t = i * h;
            sum += Math.exp(-t * t) * (i == 0 || i == n ? 1 : i % 2 == 0 ? 2 : 4);
        }
        return sum * h / 3 * 2 / Math.sqrt(Math.PI);
    }

    @Test
    void erfIsTheIntegral() {
        for (double x = -6.5; x <= 6.5; x += 0.0371) {
            assertEquals(integral(x), Unary.ERF.apply(x), 1e-12, "erf of " + x);
        }
        assertEquals(Double.NaN, Unary.ERF.apply(Double.NaN));
        assertEquals(-1, Unary.ERF.apply(Double.NEGATIVE_INFINITY));
    }

    /** @param units tolerance in units in the last place of the result */
    private static void loop(Unary op, float low, float high, double units) {
        float[] x = new float[COUNT];
        float[] y = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = low + (high - low) * i / COUNT;
        }
        TileUnary.run(op, x, 0, y, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            double expected = op.apply((double) x[i]);
            assertEquals(expected, y[i], units * Math.ulp((float) expected), op + " of " + x[i]);
        }
    }

    @Test
    void erfInVectors() {
        loop(Unary.ERF, -6, 6, 3);
        loop(Unary.ERF, -0.01f, 0.01f, 3);
        loop(Unary.ERF, 0.9f, 1.2f, 3);
    }

    /** To a rounding of x or 1 or so: on the left the share below x is the difference of two halves. */
    @Test
    void geluInVectors() {
        for (Unary op : new Unary[] {Unary.GELU, Unary.GELU_SLOPE}) {
            float[] x = new float[COUNT];
            float[] y = new float[COUNT];
            for (int i = 0; i < COUNT; i++) {
                x[i] = -16 + 32f * i / COUNT;
            }
            x[0] = 3e38f;
            x[1] = -3e38f;
            x[2] = Float.NaN;
            TileUnary.run(op, x, 0, y, 0, COUNT);
            for (int i = 3; i < COUNT; i++) {
                double expected = op.apply((double) x[i]);
                assertEquals(expected, y[i], 1.5e-7 * (1 + Math.abs(expected)), op + " of " + x[i]);
            }
            assertEquals(op == Unary.GELU ? 3e38f : 1, y[0]);
            assertEquals(0, y[1], 1e-25);
            assertEquals(Float.NaN, y[2]);
        }
        assertEquals(integral(0.7 * Math.sqrt(0.5)) * 0.35 + 0.35, Unary.GELU.apply(0.7), 1e-12);
        double h = 1e-5;
        assertEquals((Unary.GELU.apply(-1.3 + h) - Unary.GELU.apply(-1.3 - h)) / (2 * h), Unary.GELU_SLOPE.apply(-1.3), 1e-9);
    }

    @Test
    void expInVectors() {
        loop(Unary.EXP, -87, 88.7f, 3);
        loop(Unary.EXP, -104, -87, 3);
        loop(Unary.EXP, -1, 1, 2);
    }

    @Test
    void sigmoidAndItsKinInVectors() {
        loop(Unary.SIGMOID, -88, 20, 3);
        loop(Unary.TANH, -12, 12, 3);
        loop(Unary.SOFTPLUS, -87, 40, 3);
    }

    @Test
    void expm1InVectors() {
        loop(Unary.EXPM1, -20, 88.7f, 3);
        loop(Unary.EXPM1, -1, 1, 3);
        loop(Unary.EXPM1, -1e-3f, 1e-3f, 2);
        loop(Unary.EXPM1, -1e-30f, 1e-30f, 1);
    }

    @Test
    void theEnds() {
        float[] x = new float[4 * Lanes.L];
        float[] ends = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f, -3e38f, 150, -150};
        for (int i = 0; i < x.length; i++) {
            x[i] = ends[i % ends.length];
        }
        for (Unary op : new Unary[] {Unary.ERF, Unary.EXPM1}) {
            float[] y = new float[x.length];
            TileUnary.run(op, x, 0, y, 0, x.length);
            for (int i = 0; i < x.length; i++) {
                assertEquals((float) op.apply((double) x[i]), y[i], op + " of " + x[i]);
            }
        }
    }
}
