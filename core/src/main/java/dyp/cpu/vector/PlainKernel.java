package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;

/**
 * {@link MicroKernel} without vectors, in the same order and so to the same bits, for as long as the JIT has not compiled
 * that one: the interpreter makes an object of every vector, and runs these loops a hundred times faster.
 *
 * <p>Two rows by four columns at a time: eight sums that do not wait for each other, also in the code of the JIT's first tier,
 * which neither unrolls nor vectorises.
 */
final class PlainKernel {
    private PlainKernel() {}

    /** As {@link MicroKernel#rows}; C is read from one place, if {@code add}, and written to another or the same. */
    static void rows(int runs, int runStep, int length,
            float[] a, int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7,
            float[] b, int bPos, float[] from, int fromPos, int fromStep, boolean add, float[] to, int toPos, int toStep) {
        pair(runs, runStep, length, 1, a, a0, a1, b, bPos, from, fromPos, fromStep, add, to, toPos, toStep);
        pair(runs, runStep, length, 1, a, a2, a3, b, bPos, from, fromPos + 2 * fromStep, fromStep, add, to, toPos + 2 * toStep, toStep);
        pair(runs, runStep, length, 1, a, a4, a5, b, bPos, from, fromPos + 4 * fromStep, fromStep, add, to, toPos + 4 * toStep, toStep);
        if (MR == 8) {
            pair(runs, runStep, length, 1, a, a6, a7, b, bPos, from, fromPos + 6 * fromStep, fromStep, add, to, toPos + 6 * toStep, toStep);
        }
    }

    /** As {@link MicroKernel#columns}; C is read from one place, if {@code add}, and written to another or the same. */
    static void columns(int length, float[] a, int aPos, float[] b, int bPos,
            float[] from, int fromPos, int fromStep, boolean add, float[] to, int toPos, int toStep) {
        for (int r = 0; r < MR; r += 2) {
            pair(1, 0, length, MR, a, aPos + r, aPos + r + 1, b, bPos, from, fromPos + r * fromStep, fromStep, add, to, toPos + r * toStep, toStep);
        }
    }

    private static void pair(int runs, int runStep, int length, int step, float[] a, int a0, int a1, float[] b, int bPos,
            float[] from, int fromPos, int fromStep, boolean add, float[] to, int toPos, int toStep) {
        for (int j = 0; j < NR; j += 4) {
            float s0 = 0, s1 = 0, s2 = 0, s3 = 0, t0 = 0, t1 = 0, t2 = 0, t3 = 0;
            if (add) {
                int s = fromPos + j, t = s + fromStep;
                s0 = from[s];
                s1 = from[s + 1];
                s2 = from[s + 2];
                s3 = from[s + 3];
                t0 = from[t];
                t1 = from[t + 1];
                t2 = from[t + 2];
                t3 = from[t + 3];
            }
            int p = bPos + j;
            for (int i = 0; i < runs; i++) {
                int x = a0 + i * runStep, y = a1 + i * runStep;
                for (int k = 0; k < length; k++) {
                    float u = a[x], v = a[y], b0 = b[p], b1 = b[p + 1], b2 = b[p + 2], b3 = b[p + 3];
                    s0 = Math.fma(u, b0, s0);
                    s1 = Math.fma(u, b1, s1);
                    s2 = Math.fma(u, b2, s2);
                    s3 = Math.fma(u, b3, s3);
                    t0 = Math.fma(v, b0, t0);
                    t1 = Math.fma(v, b1, t1);
                    t2 = Math.fma(v, b2, t2);
                    t3 = Math.fma(v, b3, t3);
                    x += step;
                    y += step;
                    p += NR;
                }
            }
            int s = toPos + j, t = s + toStep;
            to[s] = s0;
            to[s + 1] = s1;
            to[s + 2] = s2;
            to[s + 3] = s3;
            to[t] = t0;
            to[t + 1] = t1;
            to[t + 2] = t2;
            to[t + 3] = t3;
        }
    }
}
