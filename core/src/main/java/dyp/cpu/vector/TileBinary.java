package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Binary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Functions of two or three numbers over a stretch; see {@link TileUnary} for why each has a loop of its own. */
final class TileBinary {
    private static final FloatVector ZERO = FloatVector.zero(SPECIES);
    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1f);

    private TileBinary() {}

    /** y[i] = op(a[i], b[i]) for n numbers; y may be the same place as a or b. */
    static void run(Binary op, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        if (!WarmUp.tiles && y != WarmUp.ROOM && PlainTile.run(op, a, ao, b, bo, y, yo, n)) {
            return;
        }
        int done = switch (op) {
            case ADD -> add(a, ao, b, bo, y, yo, n);
            case SUB -> sub(a, ao, b, bo, y, yo, n);
            case MUL -> mul(a, ao, b, bo, y, yo, n);
            case DIV -> div(a, ao, b, bo, y, yo, n);
            case MAX -> max(a, ao, b, bo, y, yo, n);
            case MIN -> min(a, ao, b, bo, y, yo, n);
            case POW -> 0;
            case LESS -> less(a, ao, b, bo, y, yo, n);
            case EQUAL -> equal(a, ao, b, bo, y, yo, n);
            case RELU_GRAD -> reluGrad(a, ao, b, bo, y, yo, n);
        };
        for (int i = done; i < n; i++) {
            y[yo + i] = (float) op.apply(a[ao + i], b[bo + i]);
        }
    }

    /** y[i] = mask[i] != 0 ? a[i] : b[i]. */
    static void where(float[] mask, int mo, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector m = FloatVector.fromArray(SPECIES, mask, mo + i);
            FloatVector.fromArray(SPECIES, b, bo + i)
                    .blend(FloatVector.fromArray(SPECIES, a, ao + i), m.compare(VectorOperators.NE, 0f)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = mask[mo + i] != 0 ? a[ao + i] : b[bo + i];
        }
    }

    private static int add(float[] x, int xo, float[] z, int zo, float[] y, int yo, int n) {
        if (n < L) {
            return 0;
        }
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xo + i);
            FloatVector b = FloatVector.fromArray(SPECIES, z, zo + i);
            a.add(b).intoArray(y, yo + i);
        }
        return i;
    }

    private static int sub(float[] x, int xo, float[] z, int zo, float[] y, int yo, int n) {
        if (n < L) {
            return 0;
        }
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xo + i);
            FloatVector b = FloatVector.fromArray(SPECIES, z, zo + i);
            a.sub(b).intoArray(y, yo + i);
        }
        return i;
    }

    private static int mul(float[] x, int xo, float[] z, int zo, float[] y, int yo, int n) {
        if (n < L) {
            return 0;
        }
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xo + i);
            FloatVector b = FloatVector.fromArray(SPECIES, z, zo + i);
            a.mul(b).intoArray(y, yo + i);
        }
        return i;
    }

    private static int div(float[] x, int xo, float[] z, int zo, float[] y, int yo, int n) {
        if (n < L) {
            return 0;
        }
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xo + i);
            FloatVector b = FloatVector.fromArray(SPECIES, z, zo + i);
            a.div(b).intoArray(y, yo + i);
        }
        return i;
    }

    private static int max(float[] x, int xo, float[] z, int zo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xo + i);
            FloatVector b = FloatVector.fromArray(SPECIES, z, zo + i);
            a.max(b).intoArray(y, yo + i);
        }
        return i;
    }

    private static int min(float[] x, int xo, float[] z, int zo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xo + i);
            FloatVector b = FloatVector.fromArray(SPECIES, z, zo + i);
            a.min(b).intoArray(y, yo + i);
        }
        return i;
    }

    private static int less(float[] x, int xo, float[] z, int zo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xo + i);
            FloatVector b = FloatVector.fromArray(SPECIES, z, zo + i);
            ZERO.blend(ONE, a.lt(b)).intoArray(y, yo + i);
        }
        return i;
    }

    private static int equal(float[] x, int xo, float[] z, int zo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xo + i);
            FloatVector b = FloatVector.fromArray(SPECIES, z, zo + i);
            ZERO.blend(ONE, a.eq(b)).intoArray(y, yo + i);
        }
        return i;
    }

    private static int reluGrad(float[] x, int xo, float[] z, int zo, float[] y, int yo, int n) {
        if (n < L) {
            return 0;
        }
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xo + i);
            FloatVector b = FloatVector.fromArray(SPECIES, z, zo + i);
            ZERO.blend(b, a.compare(VectorOperators.GT, 0f)).intoArray(y, yo + i);
        }
        return i;
    }
}
