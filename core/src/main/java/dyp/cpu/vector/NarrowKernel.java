package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * {@link MicroKernel#rows} for a panel of one vector of columns. Even and odd steps have a sum each, so that there are as many sums in
 * registers, enough to hide the latency of a multiply-add.
 */
final class NarrowKernel {
    private NarrowKernel() {}

    /**
     * Adds to (or begins) {@code C[r, :]} the sum over i and k of {@code a[a_r + i * runStep + k]} times the next row of a
     * packed panel, for {@code i < runs} and {@code k < length}.
     *
     * @param a0 where row 0 begins in {@code a}; the others likewise
     * @param bPos a panel of {@code runs * length} rows of {@link Lanes#L} floats
     * @param cStep from one row of C to the next
     * @param add adds to what C holds; otherwise C is overwritten
     */
    static void rows(int runs, int runStep, int length,
            float[] a, int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7,
            float[] b, int bPos, float[] c, int cPos, int cStep, boolean add) {
        FloatVector b0, b1, x;
        FloatVector c0 = FloatVector.zero(SPECIES), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        FloatVector e0 = c0, e1 = c0, e2 = c0, e3 = c0, e4 = c0, e5 = c0, e6 = c0, e7 = c0;
        if (add) {
            c0 = FloatVector.fromArray(SPECIES, c, cPos);
            c1 = FloatVector.fromArray(SPECIES, c, cPos + cStep);
            c2 = FloatVector.fromArray(SPECIES, c, cPos + 2 * cStep);
            c3 = FloatVector.fromArray(SPECIES, c, cPos + 3 * cStep);
            c4 = FloatVector.fromArray(SPECIES, c, cPos + 4 * cStep);
            c5 = FloatVector.fromArray(SPECIES, c, cPos + 5 * cStep);
            if (MR == 8) {
                c6 = FloatVector.fromArray(SPECIES, c, cPos + 6 * cStep);
                c7 = FloatVector.fromArray(SPECIES, c, cPos + 7 * cStep);
            }
        }
        for (int i = 0; i < runs; i++) {
            int k = 0;
            for (; k < length - 1; k += 2) {
                b0 = FloatVector.fromArray(SPECIES, b, bPos + k * L);
                b1 = FloatVector.fromArray(SPECIES, b, bPos + k * L + L);
                x = FloatVector.broadcast(SPECIES, a[a0 + k]); c0 = x.fma(b0, c0); x = FloatVector.broadcast(SPECIES, a[a0 + k + 1]); e0 = x.fma(b1, e0);
                x = FloatVector.broadcast(SPECIES, a[a1 + k]); c1 = x.fma(b0, c1); x = FloatVector.broadcast(SPECIES, a[a1 + k + 1]); e1 = x.fma(b1, e1);
                x = FloatVector.broadcast(SPECIES, a[a2 + k]); c2 = x.fma(b0, c2); x = FloatVector.broadcast(SPECIES, a[a2 + k + 1]); e2 = x.fma(b1, e2);
                x = FloatVector.broadcast(SPECIES, a[a3 + k]); c3 = x.fma(b0, c3); x = FloatVector.broadcast(SPECIES, a[a3 + k + 1]); e3 = x.fma(b1, e3);
                x = FloatVector.broadcast(SPECIES, a[a4 + k]); c4 = x.fma(b0, c4); x = FloatVector.broadcast(SPECIES, a[a4 + k + 1]); e4 = x.fma(b1, e4);
                x = FloatVector.broadcast(SPECIES, a[a5 + k]); c5 = x.fma(b0, c5); x = FloatVector.broadcast(SPECIES, a[a5 + k + 1]); e5 = x.fma(b1, e5);
                if (MR == 8) {
                    x = FloatVector.broadcast(SPECIES, a[a6 + k]); c6 = x.fma(b0, c6); x = FloatVector.broadcast(SPECIES, a[a6 + k + 1]); e6 = x.fma(b1, e6);
                    x = FloatVector.broadcast(SPECIES, a[a7 + k]); c7 = x.fma(b0, c7); x = FloatVector.broadcast(SPECIES, a[a7 + k + 1]); e7 = x.fma(b1, e7);
                }
            }
            if (k < length) {
                b0 = FloatVector.fromArray(SPECIES, b, bPos + k * L);
                x = FloatVector.broadcast(SPECIES, a[a0 + k]); c0 = x.fma(b0, c0);
                x = FloatVector.broadcast(SPECIES, a[a1 + k]); c1 = x.fma(b0, c1);
                x = FloatVector.broadcast(SPECIES, a[a2 + k]); c2 = x.fma(b0, c2);
                x = FloatVector.broadcast(SPECIES, a[a3 + k]); c3 = x.fma(b0, c3);
                x = FloatVector.broadcast(SPECIES, a[a4 + k]); c4 = x.fma(b0, c4);
                x = FloatVector.broadcast(SPECIES, a[a5 + k]); c5 = x.fma(b0, c5);
                if (MR == 8) {
                    x = FloatVector.broadcast(SPECIES, a[a6 + k]); c6 = x.fma(b0, c6);
                    x = FloatVector.broadcast(SPECIES, a[a7 + k]); c7 = x.fma(b0, c7);
                }
            }
            bPos += length * L;
            a0 += runStep;
            a1 += runStep;
            a2 += runStep;
            a3 += runStep;
            a4 += runStep;
            a5 += runStep;
            a6 += runStep;
            a7 += runStep;
        }
        c0.add(e0).intoArray(c, cPos);
        c1.add(e1).intoArray(c, cPos + cStep);
        c2.add(e2).intoArray(c, cPos + 2 * cStep);
        c3.add(e3).intoArray(c, cPos + 3 * cStep);
        c4.add(e4).intoArray(c, cPos + 4 * cStep);
        c5.add(e5).intoArray(c, cPos + 5 * cStep);
        if (MR == 8) {
            c6.add(e6).intoArray(c, cPos + 6 * cStep);
            c7.add(e7).intoArray(c, cPos + 7 * cStep);
        }
    }
}
