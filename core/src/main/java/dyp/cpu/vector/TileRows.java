package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Binary;
import jdk.incubator.vector.FloatVector;

/** Functions of rows and of one number for each; see {@link TileUnary} for why each has a loop of its own. */
final class TileRows {
    private TileRows() {}

    /** Whether there is a loop where the op's first (0) or second (1) argument is the number. */
    static boolean takes(Binary op, int argument) {
        return op == Binary.ADD || op == Binary.MUL || argument == 1 && (op == Binary.SUB || op == Binary.DIV);
    }

    /** y = op(x, s) for each of some rows of n numbers, s one number for each row; y may be the same place as x. */
    static void run(Binary op, float[] x, int xo, float[] s, int so, float[] y, int yo, int rows, int n) {
        for (int r = 0; r < rows; r++, xo += n, yo += n) {
            switch (op) {
                case ADD -> add(x, xo, s[so + r], y, yo, n);
                case SUB -> sub(x, xo, s[so + r], y, yo, n);
                case MUL -> mul(x, xo, s[so + r], y, yo, n);
                case DIV -> div(x, xo, s[so + r], y, yo, n);
                default -> throw new IllegalArgumentException("no loop for " + op);
            }
        }
    }

    private static void add(float[] x, int xo, float s, float[] y, int yo, int n) {
        int i = 0, end = WarmUp.tiles ? n - L : -1;
        for (; i <= end; i += L) {
            FloatVector.fromArray(SPECIES, x, xo + i).add(s).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] + s;
        }
    }

    private static void sub(float[] x, int xo, float s, float[] y, int yo, int n) {
        int i = 0, end = WarmUp.tiles ? n - L : -1;
        for (; i <= end; i += L) {
            FloatVector.fromArray(SPECIES, x, xo + i).sub(s).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] - s;
        }
    }

    private static void mul(float[] x, int xo, float s, float[] y, int yo, int n) {
        int i = 0, end = WarmUp.tiles ? n - L : -1;
        for (; i <= end; i += L) {
            FloatVector.fromArray(SPECIES, x, xo + i).mul(s).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] * s;
        }
    }

    private static void div(float[] x, int xo, float s, float[] y, int yo, int n) {
        int i = 0, end = WarmUp.tiles ? n - L : -1;
        for (; i <= end; i += L) {
            FloatVector.fromArray(SPECIES, x, xo + i).div(s).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] / s;
        }
    }
}
