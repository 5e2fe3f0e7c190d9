package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Normalize;
import dyp.op.Unary;
import jdk.incubator.vector.FloatVector;

/** Softmax and its logarithm of rows too short for vectors: as many rows as a vector has lanes are turned on their side, a row in a lane. */
final class SoftmaxColumns {
    /** Rows shorter than this. */
    static final int WIDTH = 2 * L;

    private SoftmaxColumns() {}

    /** @param room floats from {@code ro} on: two blocks of L rows, and two vectors */
    static void run(Normalize op, float[] x, int xo, float[] y, int yo, int rows, int width, float[] room, int ro) {
        int size = width * L;
        int exps = ro + size;
        int sums = exps + size;
        for (int r = 0; r < rows; r += L) {
            int n = Math.min(L, rows - r);
            for (int i = 0; i < n; i++) {
                down(x, xo + (r + i) * width, room, ro + i, width);
            }
            shift(room, ro, width);
            TileUnary.run(Unary.EXP, room, ro, room, exps, size);
            sum(room, exps, width, sums);
            if (op == Normalize.SOFTMAX) {
                scale(room, exps, width, sums);
            } else {
                TileUnary.run(Unary.LOG, room, sums, room, sums, L);
                subtract(room, ro, width, sums);
            }
            int done = op == Normalize.SOFTMAX ? exps : ro;
            for (int i = 0; i < n; i++) {
                across(room, done + i, y, yo + (r + i) * width, width);
            }
        }
    }

    /** A row into a lane. The distance is a constant, so that the JIT need not check each place. */
    private static void down(float[] x, int xo, float[] t, int to, int n) {
        for (int j = 0; j < n; j++) {
            t[to + j * L] = x[xo + j];
        }
    }

    /** A lane into a row. */
    private static void across(float[] t, int to, float[] y, int yo, int n) {
        for (int j = 0; j < n; j++) {
            y[yo + j] = t[to + j * L];
        }
    }

    /** Each row less its largest number. */
    private static void shift(float[] t, int to, int width) {
        FloatVector max = FloatVector.fromArray(SPECIES, t, to);
        for (int j = 1; j < width; j++) {
            max = max.max(FloatVector.fromArray(SPECIES, t, to + j * L));
        }
        for (int j = 0; j < width; j++) {
            FloatVector.fromArray(SPECIES, t, to + j * L).sub(max).intoArray(t, to + j * L);
        }
    }

    private static void sum(float[] t, int to, int width, int sums) {
        FloatVector sum = FloatVector.fromArray(SPECIES, t, to);
        for (int j = 1; j < width; j++) {
            sum = sum.add(FloatVector.fromArray(SPECIES, t, to + j * L));
        }
        sum.intoArray(t, sums);
    }

    private static void scale(float[] t, int to, int width, int sums) {
        FloatVector by = FloatVector.broadcast(SPECIES, 1f).div(FloatVector.fromArray(SPECIES, t, sums));
        for (int j = 0; j < width; j++) {
            FloatVector.fromArray(SPECIES, t, to + j * L).mul(by).intoArray(t, to + j * L);
        }
    }

    private static void subtract(float[] t, int to, int width, int logs) {
        FloatVector log = FloatVector.fromArray(SPECIES, t, logs);
        for (int j = 0; j < width; j++) {
            FloatVector.fromArray(SPECIES, t, to + j * L).sub(log).intoArray(t, to + j * L);
        }
    }
}
