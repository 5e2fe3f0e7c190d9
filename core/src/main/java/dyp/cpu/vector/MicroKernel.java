package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The two inner loops under every matrix product and convolution: a tile C of {@link Lanes#MR} rows by two vectors of
 * columns is summed in registers and stored once.
 *
 * <p>They differ only in where the scalars come from. {@link #rows} finds each row at its own place and walks along it
 * (a row-major matrix; the pixels of an image). {@link #columns} finds the rows side by side, in a packed strip (a matrix
 * stored transposed; the channels of the pixels).
 *
 * <p>Written out on purpose: a helper that takes a {@code FloatVector} may not be inlined, and then every vector is
 * boxed (7 to 20 times slower). C is loaded before the loops and not added after them, and there are no more than two
 * loops around an accumulator: otherwise C2 spills accumulators (0.61 of the peak in L1, in place of 0.78). Rows 6 and 7 fold
 * away where MR is 6.
 *
 * <p>Before the JIT has compiled them they leave their work to {@link PlainKernel}: see {@link WarmUp}.
 */
final class MicroKernel {
    private MicroKernel() {}

    /**
     * Adds to (or begins) {@code C[r, :]} the sum over i and k of {@code a[a_r + i * runStep + k]} times the next row of a
     * packed panel, for {@code i < runs} and {@code k < length}.
     *
     * @param a0 where row 0 begins in {@code a}; the others likewise
     * @param bPos a panel of {@code runs * length} rows of {@link Lanes#NR} floats
     * @param cStep from one row of C to the next
     * @param add adds to what C holds; otherwise C is overwritten
     */
    static void rows(int runs, int runStep, int length,
            float[] a, int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7,
            float[] b, int bPos, float[] c, int cPos, int cStep, boolean add) {
        if (!WarmUp.rows && a != WarmUp.ROOM) {
            PlainKernel.rows(runs, runStep, length, a, a0, a1, a2, a3, a4, a5, a6, a7, b, bPos, c, cPos, cStep, add, c, cPos, cStep);
            return;
        }
        FloatVector x;
        FloatVector c00 = FloatVector.zero(SPECIES), c01 = c00;
        FloatVector c10 = FloatVector.zero(SPECIES), c11 = c10;
        FloatVector c20 = FloatVector.zero(SPECIES), c21 = c20;
        FloatVector c30 = FloatVector.zero(SPECIES), c31 = c30;
        FloatVector c40 = FloatVector.zero(SPECIES), c41 = c40;
        FloatVector c50 = FloatVector.zero(SPECIES), c51 = c50;
        FloatVector c60 = FloatVector.zero(SPECIES), c61 = c60;
        FloatVector c70 = FloatVector.zero(SPECIES), c71 = c70;
        if (add) {
            c00 = FloatVector.fromArray(SPECIES, c, cPos);
            c01 = FloatVector.fromArray(SPECIES, c, cPos + L);
            c10 = FloatVector.fromArray(SPECIES, c, cPos + cStep);
            c11 = FloatVector.fromArray(SPECIES, c, cPos + cStep + L);
            c20 = FloatVector.fromArray(SPECIES, c, cPos + 2 * cStep);
            c21 = FloatVector.fromArray(SPECIES, c, cPos + 2 * cStep + L);
            c30 = FloatVector.fromArray(SPECIES, c, cPos + 3 * cStep);
            c31 = FloatVector.fromArray(SPECIES, c, cPos + 3 * cStep + L);
            c40 = FloatVector.fromArray(SPECIES, c, cPos + 4 * cStep);
            c41 = FloatVector.fromArray(SPECIES, c, cPos + 4 * cStep + L);
            c50 = FloatVector.fromArray(SPECIES, c, cPos + 5 * cStep);
            c51 = FloatVector.fromArray(SPECIES, c, cPos + 5 * cStep + L);
            if (MR == 8) {
                c60 = FloatVector.fromArray(SPECIES, c, cPos + 6 * cStep);
                c61 = FloatVector.fromArray(SPECIES, c, cPos + 6 * cStep + L);
                c70 = FloatVector.fromArray(SPECIES, c, cPos + 7 * cStep);
                c71 = FloatVector.fromArray(SPECIES, c, cPos + 7 * cStep + L);
            }
        }
        for (int i = 0; i < runs; i++) {
            int k = 0;
            // Two steps at a time share their addresses: the integer work competes with the FMAs for ports (0.78 to 0.83).
            for (; k < length - 1; k += 2) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, bPos + k * NR);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + L);
                x = FloatVector.broadcast(SPECIES, a[a0 + k]); c00 = x.fma(b0, c00); c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(SPECIES, a[a1 + k]); c10 = x.fma(b0, c10); c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(SPECIES, a[a2 + k]); c20 = x.fma(b0, c20); c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(SPECIES, a[a3 + k]); c30 = x.fma(b0, c30); c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(SPECIES, a[a4 + k]); c40 = x.fma(b0, c40); c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(SPECIES, a[a5 + k]); c50 = x.fma(b0, c50); c51 = x.fma(b1, c51);
                if (MR == 8) {
                    x = FloatVector.broadcast(SPECIES, a[a6 + k]); c60 = x.fma(b0, c60); c61 = x.fma(b1, c61);
                    x = FloatVector.broadcast(SPECIES, a[a7 + k]); c70 = x.fma(b0, c70); c71 = x.fma(b1, c71);
                }
                b0 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + NR);
                b1 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + NR + L);
                x = FloatVector.broadcast(SPECIES, a[a0 + k + 1]); c00 = x.fma(b0, c00); c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(SPECIES, a[a1 + k + 1]); c10 = x.fma(b0, c10); c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(SPECIES, a[a2 + k + 1]); c20 = x.fma(b0, c20); c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(SPECIES, a[a3 + k + 1]); c30 = x.fma(b0, c30); c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(SPECIES, a[a4 + k + 1]); c40 = x.fma(b0, c40); c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(SPECIES, a[a5 + k + 1]); c50 = x.fma(b0, c50); c51 = x.fma(b1, c51);
                if (MR == 8) {
                    x = FloatVector.broadcast(SPECIES, a[a6 + k + 1]); c60 = x.fma(b0, c60); c61 = x.fma(b1, c61);
                    x = FloatVector.broadcast(SPECIES, a[a7 + k + 1]); c70 = x.fma(b0, c70); c71 = x.fma(b1, c71);
                }
            }
            for (; k < length; k++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, bPos + k * NR);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + L);
                x = FloatVector.broadcast(SPECIES, a[a0 + k]); c00 = x.fma(b0, c00); c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(SPECIES, a[a1 + k]); c10 = x.fma(b0, c10); c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(SPECIES, a[a2 + k]); c20 = x.fma(b0, c20); c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(SPECIES, a[a3 + k]); c30 = x.fma(b0, c30); c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(SPECIES, a[a4 + k]); c40 = x.fma(b0, c40); c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(SPECIES, a[a5 + k]); c50 = x.fma(b0, c50); c51 = x.fma(b1, c51);
                if (MR == 8) {
                    x = FloatVector.broadcast(SPECIES, a[a6 + k]); c60 = x.fma(b0, c60); c61 = x.fma(b1, c61);
                    x = FloatVector.broadcast(SPECIES, a[a7 + k]); c70 = x.fma(b0, c70); c71 = x.fma(b1, c71);
                }
            }
            bPos += length * NR;
            a0 += runStep;
            a1 += runStep;
            a2 += runStep;
            a3 += runStep;
            a4 += runStep;
            a5 += runStep;
            a6 += runStep;
            a7 += runStep;
        }
        c00.intoArray(c, cPos);
        c01.intoArray(c, cPos + L);
        c10.intoArray(c, cPos + cStep);
        c11.intoArray(c, cPos + cStep + L);
        c20.intoArray(c, cPos + 2 * cStep);
        c21.intoArray(c, cPos + 2 * cStep + L);
        c30.intoArray(c, cPos + 3 * cStep);
        c31.intoArray(c, cPos + 3 * cStep + L);
        c40.intoArray(c, cPos + 4 * cStep);
        c41.intoArray(c, cPos + 4 * cStep + L);
        c50.intoArray(c, cPos + 5 * cStep);
        c51.intoArray(c, cPos + 5 * cStep + L);
        if (MR == 8) {
            c60.intoArray(c, cPos + 6 * cStep);
            c61.intoArray(c, cPos + 6 * cStep + L);
            c70.intoArray(c, cPos + 7 * cStep);
            c71.intoArray(c, cPos + 7 * cStep + L);
        }
    }

    /**
     * Adds to (or begins) {@code C[r, :]} the sum over k of {@code a[aPos + k * MR + r]} times row k of a packed panel, for
     * {@code k < length}: both operands are packed.
     *
     * <p>Their steps are constants, so C2 takes the range checks out of the loop (0.79 to 0.87).
     *
     * @param aPos a strip of {@code length} rows of {@link Lanes#MR} floats
     * @param bPos a panel of {@code length} rows of {@link Lanes#NR} floats
     * @param cStep from one row of C to the next
     * @param add adds to what C holds; otherwise C is overwritten
     */
    static void columns(int length, float[] a, int aPos, float[] b, int bPos, float[] c, int cPos, int cStep, boolean add) {
        if (!WarmUp.columns && a != WarmUp.ROOM) {
            PlainKernel.columns(length, a, aPos, b, bPos, c, cPos, cStep, add, c, cPos, cStep);
            return;
        }
        FloatVector x;
        FloatVector c00 = FloatVector.zero(SPECIES), c01 = c00;
        FloatVector c10 = FloatVector.zero(SPECIES), c11 = c10;
        FloatVector c20 = FloatVector.zero(SPECIES), c21 = c20;
        FloatVector c30 = FloatVector.zero(SPECIES), c31 = c30;
        FloatVector c40 = FloatVector.zero(SPECIES), c41 = c40;
        FloatVector c50 = FloatVector.zero(SPECIES), c51 = c50;
        FloatVector c60 = FloatVector.zero(SPECIES), c61 = c60;
        FloatVector c70 = FloatVector.zero(SPECIES), c71 = c70;
        if (add) {
            c00 = FloatVector.fromArray(SPECIES, c, cPos);
            c01 = FloatVector.fromArray(SPECIES, c, cPos + L);
            c10 = FloatVector.fromArray(SPECIES, c, cPos + cStep);
            c11 = FloatVector.fromArray(SPECIES, c, cPos + cStep + L);
            c20 = FloatVector.fromArray(SPECIES, c, cPos + 2 * cStep);
            c21 = FloatVector.fromArray(SPECIES, c, cPos + 2 * cStep + L);
            c30 = FloatVector.fromArray(SPECIES, c, cPos + 3 * cStep);
            c31 = FloatVector.fromArray(SPECIES, c, cPos + 3 * cStep + L);
            c40 = FloatVector.fromArray(SPECIES, c, cPos + 4 * cStep);
            c41 = FloatVector.fromArray(SPECIES, c, cPos + 4 * cStep + L);
            c50 = FloatVector.fromArray(SPECIES, c, cPos + 5 * cStep);
            c51 = FloatVector.fromArray(SPECIES, c, cPos + 5 * cStep + L);
            if (MR == 8) {
                c60 = FloatVector.fromArray(SPECIES, c, cPos + 6 * cStep);
                c61 = FloatVector.fromArray(SPECIES, c, cPos + 6 * cStep + L);
                c70 = FloatVector.fromArray(SPECIES, c, cPos + 7 * cStep);
                c71 = FloatVector.fromArray(SPECIES, c, cPos + 7 * cStep + L);
            }
        }
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bPos + k * NR);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + L);
            x = FloatVector.broadcast(SPECIES, a[aPos + k * MR]); c00 = x.fma(b0, c00); c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 1]); c10 = x.fma(b0, c10); c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 2]); c20 = x.fma(b0, c20); c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 3]); c30 = x.fma(b0, c30); c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 4]); c40 = x.fma(b0, c40); c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 5]); c50 = x.fma(b0, c50); c51 = x.fma(b1, c51);
            if (MR == 8) {
                x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 6]); c60 = x.fma(b0, c60); c61 = x.fma(b1, c61);
                x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 7]); c70 = x.fma(b0, c70); c71 = x.fma(b1, c71);
            }
        }
        c00.intoArray(c, cPos);
        c01.intoArray(c, cPos + L);
        c10.intoArray(c, cPos + cStep);
        c11.intoArray(c, cPos + cStep + L);
        c20.intoArray(c, cPos + 2 * cStep);
        c21.intoArray(c, cPos + 2 * cStep + L);
        c30.intoArray(c, cPos + 3 * cStep);
        c31.intoArray(c, cPos + 3 * cStep + L);
        c40.intoArray(c, cPos + 4 * cStep);
        c41.intoArray(c, cPos + 4 * cStep + L);
        c50.intoArray(c, cPos + 5 * cStep);
        c51.intoArray(c, cPos + 5 * cStep + L);
        if (MR == 8) {
            c60.intoArray(c, cPos + 6 * cStep);
            c61.intoArray(c, cPos + 6 * cStep + L);
            c70.intoArray(c, cPos + 7 * cStep);
            c71.intoArray(c, cPos + 7 * cStep + L);
        }
    }
}
