package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Normalize;
import dyp.op.Unary;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Softmax and its logarithm over the last axis. The exponentials of many rows are taken in one vector loop. Short rows have a way of their
 * own, {@link SoftmaxColumns}.
 */
final class SoftmaxKernel {
    private SoftmaxKernel() {}

    static boolean supports(Normalize op) {
        return op == Normalize.SOFTMAX || op == Normalize.LOG_SOFTMAX;
    }

    private static int rowsPerTask(int width) {
        return Math.max(1, 4 * Tile.SIZE / Math.max(width, 1));
    }

    /** One lane keeps the exponentials of its rows, and a line for their sums. */
    static long scratchFloats(Shape shape, int lanes) {
        int width = shape.rank() == 0 ? 1 : shape.last();
        return (long) laneFloats(width) * lanes;
    }

    private static int laneFloats(int width) {
        return rowsPerTask(width) * width + Lanes.LINE;
    }

    static Step bind(Normalize op, Shape shape, Slices s) {
        int width = shape.rank() == 0 ? 1 : shape.last();
        int rows = shape.size() / width;
        int perTask = rowsPerTask(width);
        float[] x = s.input(0).floats();
        float[] y = s.output().floats();
        float[] exp = s.scratch().floats();
        return Blocks.of(rows, perTask, (from, to, lane) -> {
            int xo = s.input(0).offset() + from * width;
            int yo = s.output().offset() + from * width;
            int eo = s.scratch().offset() + lane * laneFloats(width);
            if (width < SoftmaxColumns.WIDTH) {
                SoftmaxColumns.run(op, x, xo, y, yo, to - from, width, exp, eo);
                return;
            }
            shift(x, xo, y, yo, to - from, width);
            TileUnary.run(Unary.EXP, y, yo, exp, eo, (to - from) * width);
            for (int r = 0; r < to - from; r++) {
                float sum = ReduceKernel.sum(exp, eo + r * width, width, exp, eo + perTask * width);
                if (op == Normalize.SOFTMAX) {
                    scale(exp, eo + r * width, 1f / sum, y, yo + r * width, width);
                } else {
                    subtract(y, yo + r * width, (float) Math.log(sum), width);
                }
            }
        });
    }

    /** Each row less its largest number. */
    private static void shift(float[] x, int xo, float[] y, int yo, int rows, int width) {
        for (int r = 0; r < rows; r++) {
            float max = max(x, xo + r * width, width);
            int at = r * width, end = at + width, j = at;
            // Written out: the JIT leaves the plain loop as it is here (a softmax over rows of 64: 1.7 in place of 0.7 ns per number).
            for (; j <= end - L; j += L) {
                FloatVector.fromArray(SPECIES, x, xo + j).sub(max).intoArray(y, yo + j);
            }
            for (; j < end; j++) {
                y[yo + j] = x[xo + j] - max;
            }
        }
    }

    /** The largest of n neighbours. In which order they are compared does not matter, so the lanes may be folded as a vector. */
    private static float max(float[] x, int xo, int n) {
        float max = Float.NEGATIVE_INFINITY;
        int i = 0;
        if (n >= L) {
            FloatVector m = FloatVector.fromArray(SPECIES, x, xo);
            for (i = L; i <= n - L; i += L) {
                m = m.max(FloatVector.fromArray(SPECIES, x, xo + i));
            }
            max = m.reduceLanes(VectorOperators.MAX);
        }
        for (; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    private static void scale(float[] e, int eo, float by, float[] y, int yo, int n) {
        int j = 0;
        for (; j <= n - L; j += L) {
            FloatVector.fromArray(SPECIES, e, eo + j).mul(by).intoArray(y, yo + j);
        }
        for (; j < n; j++) {
            y[yo + j] = e[eo + j] * by;
        }
    }

    private static void subtract(float[] y, int yo, float log, int n) {
        int j = 0;
        for (; j <= n - L; j += L) {
            FloatVector.fromArray(SPECIES, y, yo + j).sub(log).intoArray(y, yo + j);
        }
        for (; j < n; j++) {
            y[yo + j] -= log;
        }
    }
}
