package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Unary;
import jdk.incubator.vector.FloatVector;

/**
 * Functions of one number over a stretch. Each function has a loop of its own with its operator as a constant: a loop
 * shared through a lambda runs 20 times slower. What does not fill a vector goes through the op's own formula.
 */
final class TileUnary {
    private TileUnary() {}

    /** y[i] = op(x[i]) for n numbers; x and y may be the same place. */
    static void run(Unary op, float[] x, int xo, float[] y, int yo, int n) {
        if (!WarmUp.tiles && y != WarmUp.ROOM && PlainTile.run(op, x, xo, y, yo, n)) {
            return;
        }
        int done = switch (op) {
            case NEG -> neg(x, xo, y, yo, n);
            case ABS -> abs(x, xo, y, yo, n);
            case SQUARE -> square(x, xo, y, yo, n);
            case FLOOR -> floor(x, xo, y, yo, n);
            case SQRT -> sqrt(x, xo, y, yo, n);
            case EXP -> TileMath.exp(x, xo, y, yo, n);
            case EXPM1 -> TileMath.expm1(x, xo, y, yo, n);
            case LOG -> TileMath.log(x, xo, y, yo, n);
            case TANH -> TileMath.tanh(x, xo, y, yo, n);
            case SIGMOID -> TileMath.sigmoid(x, xo, y, yo, n);
            case SOFTPLUS -> TileMath.softplus(x, xo, y, yo, n);
            case ERF -> TileMath.erf(x, xo, y, yo, n);
            case GELU -> TileMath.gelu(x, xo, y, yo, n);
            case GELU_SLOPE -> TileMath.geluSlope(x, xo, y, yo, n);
            case RELU -> relu(x, xo, y, yo, n);
            case SIGN, SIN, COS -> 0;
        };
        for (int i = done; i < n; i++) {
            y[yo + i] = (float) op.apply((double) x[xo + i]);
        }
    }

    private static int neg(float[] a, int ao, float[] y, int yo, int n) {
        if (n < L) {
            return 0;
        }
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            x.neg().intoArray(y, yo + i);
        }
        return i;
    }

    private static int abs(float[] a, int ao, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            x.abs().intoArray(y, yo + i);
        }
        return i;
    }

    /** A plain loop: the JIT has an instruction for it. */
    private static int floor(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) Math.floor(a[ao + i]);
        }
        return n;
    }

    private static int square(float[] a, int ao, float[] y, int yo, int n) {
        if (n < L) {
            return 0;
        }
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            x.mul(x).intoArray(y, yo + i);
        }
        return i;
    }

    private static int sqrt(float[] a, int ao, float[] y, int yo, int n) {
        if (n < L) {
            return 0;
        }
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            x.sqrt().intoArray(y, yo + i);
        }
        return i;
    }

    private static int relu(float[] a, int ao, float[] y, int yo, int n) {
        if (n < L) {
            return 0;
        }
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            x.max(0f).intoArray(y, yo + i);
        }
        return i;
    }
}
