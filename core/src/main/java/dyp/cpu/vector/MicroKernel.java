package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.FEW_REGISTERS;
import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.SPECIES;

import java.lang.invoke.VarHandle;
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
     * Keeps C2 from loading the scalars of all rows before it multiplies, for which 16 registers are too few (0.65 of the peak at 256
     * bits, in order 0.98). No instruction comes of it, and nothing at all where there are 32.
     */
    private static void inOrder() {
        if (FEW_REGISTERS) {
            VarHandle.loadLoadFence();
        }
    }

    /** As the longer form, adding to C in place. */
    static void rows(int runs, int runStep, int length,
            float[] a, int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7,
            float[] b, int bPos, float[] c, int cPos, int cStep, boolean add) {
        rows(runs, runStep, length, a, a0, a1, a2, a3, a4, a5, a6, a7, b, bPos, c, cPos, cStep, add, c, cPos, cStep);
    }

    /**
     * Adds to (or begins) {@code C[r, :]} the sum over i and k of {@code a[a_r + i * runStep + k]} times the next row of a
     * packed panel, for {@code i < runs} and {@code k < length}.
     *
     * @param a0 where row 0 begins in {@code a}; the others likewise
     * @param bPos a panel of {@code runs * length} rows of {@link Lanes#NR} floats
     * @param from where C lies so far, in rows {@code fromStep} apart, if {@code add}; otherwise it begins with zeros
     * @param to where it goes, in rows {@code toStep} apart
     */
    static void rows(int runs, int runStep, int length,
            float[] a, int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7,
            float[] b, int bPos, float[] from, int fromPos, int fromStep, boolean add, float[] to, int toPos, int toStep) {
        if (!WarmUp.rows && a != WarmUp.ROOM) {
            PlainKernel.rows(runs, runStep, length, a, a0, a1, a2, a3, a4, a5, a6, a7, b, bPos, from, fromPos, fromStep, add, to, toPos, toStep);
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
            c00 = FloatVector.fromArray(SPECIES, from, fromPos);
            c01 = FloatVector.fromArray(SPECIES, from, fromPos + L);
            c10 = FloatVector.fromArray(SPECIES, from, fromPos + fromStep);
            c11 = FloatVector.fromArray(SPECIES, from, fromPos + fromStep + L);
            c20 = FloatVector.fromArray(SPECIES, from, fromPos + 2 * fromStep);
            c21 = FloatVector.fromArray(SPECIES, from, fromPos + 2 * fromStep + L);
            c30 = FloatVector.fromArray(SPECIES, from, fromPos + 3 * fromStep);
            c31 = FloatVector.fromArray(SPECIES, from, fromPos + 3 * fromStep + L);
            c40 = FloatVector.fromArray(SPECIES, from, fromPos + 4 * fromStep);
            c41 = FloatVector.fromArray(SPECIES, from, fromPos + 4 * fromStep + L);
            c50 = FloatVector.fromArray(SPECIES, from, fromPos + 5 * fromStep);
            c51 = FloatVector.fromArray(SPECIES, from, fromPos + 5 * fromStep + L);
            if (MR == 8) {
                c60 = FloatVector.fromArray(SPECIES, from, fromPos + 6 * fromStep);
                c61 = FloatVector.fromArray(SPECIES, from, fromPos + 6 * fromStep + L);
                c70 = FloatVector.fromArray(SPECIES, from, fromPos + 7 * fromStep);
                c71 = FloatVector.fromArray(SPECIES, from, fromPos + 7 * fromStep + L);
            }
        }
        for (int i = 0; i < runs; i++) {
            int k = 0;
            // Four steps at a time share their addresses: the integer work competes with the FMAs for ports (0.78 of the peak, 0.85).
            // With 16 registers the accumulators of four steps are moved about (0.62, one by one 0.88).
            for (; !FEW_REGISTERS && k < length - 3; k += 4) {
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
                b0 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + 1 * NR);
                b1 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + 1 * NR + L);
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
                b0 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + 2 * NR);
                b1 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + 2 * NR + L);
                x = FloatVector.broadcast(SPECIES, a[a0 + k + 2]); c00 = x.fma(b0, c00); c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(SPECIES, a[a1 + k + 2]); c10 = x.fma(b0, c10); c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(SPECIES, a[a2 + k + 2]); c20 = x.fma(b0, c20); c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(SPECIES, a[a3 + k + 2]); c30 = x.fma(b0, c30); c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(SPECIES, a[a4 + k + 2]); c40 = x.fma(b0, c40); c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(SPECIES, a[a5 + k + 2]); c50 = x.fma(b0, c50); c51 = x.fma(b1, c51);
                if (MR == 8) {
                    x = FloatVector.broadcast(SPECIES, a[a6 + k + 2]); c60 = x.fma(b0, c60); c61 = x.fma(b1, c61);
                    x = FloatVector.broadcast(SPECIES, a[a7 + k + 2]); c70 = x.fma(b0, c70); c71 = x.fma(b1, c71);
                }
                b0 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + 3 * NR);
                b1 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + 3 * NR + L);
                x = FloatVector.broadcast(SPECIES, a[a0 + k + 3]); c00 = x.fma(b0, c00); c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(SPECIES, a[a1 + k + 3]); c10 = x.fma(b0, c10); c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(SPECIES, a[a2 + k + 3]); c20 = x.fma(b0, c20); c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(SPECIES, a[a3 + k + 3]); c30 = x.fma(b0, c30); c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(SPECIES, a[a4 + k + 3]); c40 = x.fma(b0, c40); c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(SPECIES, a[a5 + k + 3]); c50 = x.fma(b0, c50); c51 = x.fma(b1, c51);
                if (MR == 8) {
                    x = FloatVector.broadcast(SPECIES, a[a6 + k + 3]); c60 = x.fma(b0, c60); c61 = x.fma(b1, c61);
                    x = FloatVector.broadcast(SPECIES, a[a7 + k + 3]); c70 = x.fma(b0, c70); c71 = x.fma(b1, c71);
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
        c00.intoArray(to, toPos);
        c01.intoArray(to, toPos + L);
        c10.intoArray(to, toPos + toStep);
        c11.intoArray(to, toPos + toStep + L);
        c20.intoArray(to, toPos + 2 * toStep);
        c21.intoArray(to, toPos + 2 * toStep + L);
        c30.intoArray(to, toPos + 3 * toStep);
        c31.intoArray(to, toPos + 3 * toStep + L);
        c40.intoArray(to, toPos + 4 * toStep);
        c41.intoArray(to, toPos + 4 * toStep + L);
        c50.intoArray(to, toPos + 5 * toStep);
        c51.intoArray(to, toPos + 5 * toStep + L);
        if (MR == 8) {
            c60.intoArray(to, toPos + 6 * toStep);
            c61.intoArray(to, toPos + 6 * toStep + L);
            c70.intoArray(to, toPos + 7 * toStep);
            c71.intoArray(to, toPos + 7 * toStep + L);
        }
    }

    /** As the longer form, adding to C in place. */
    static void columns(int length, float[] a, int aPos, float[] b, int bPos, float[] c, int cPos, int cStep, boolean add) {
        columns(length, a, aPos, b, bPos, c, cPos, cStep, add, c, cPos, cStep);
    }

    /**
     * Adds to (or begins) {@code C[r, :]} the sum over k of {@code a[aPos + k * MR + r]} times row k of a packed panel, for
     * {@code k < length}: both operands are packed.
     *
     * <p>Their steps are constants, so C2 takes the range checks out of the loop (0.79 to 0.87).
     *
     * @param aPos a strip of {@code length} rows of {@link Lanes#MR} floats
     * @param bPos a panel of {@code length} rows of {@link Lanes#NR} floats
     * @param from where C lies so far, in rows {@code fromStep} apart, if {@code add}; otherwise it begins with zeros
     * @param to where it goes, in rows {@code toStep} apart
     */
    static void columns(int length, float[] a, int aPos, float[] b, int bPos, float[] from, int fromPos, int fromStep, boolean add,
            float[] to, int toPos, int toStep) {
        if (!WarmUp.columns && a != WarmUp.ROOM) {
            PlainKernel.columns(length, a, aPos, b, bPos, from, fromPos, fromStep, add, to, toPos, toStep);
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
            c00 = FloatVector.fromArray(SPECIES, from, fromPos);
            c01 = FloatVector.fromArray(SPECIES, from, fromPos + L);
            c10 = FloatVector.fromArray(SPECIES, from, fromPos + fromStep);
            c11 = FloatVector.fromArray(SPECIES, from, fromPos + fromStep + L);
            c20 = FloatVector.fromArray(SPECIES, from, fromPos + 2 * fromStep);
            c21 = FloatVector.fromArray(SPECIES, from, fromPos + 2 * fromStep + L);
            c30 = FloatVector.fromArray(SPECIES, from, fromPos + 3 * fromStep);
            c31 = FloatVector.fromArray(SPECIES, from, fromPos + 3 * fromStep + L);
            c40 = FloatVector.fromArray(SPECIES, from, fromPos + 4 * fromStep);
            c41 = FloatVector.fromArray(SPECIES, from, fromPos + 4 * fromStep + L);
            c50 = FloatVector.fromArray(SPECIES, from, fromPos + 5 * fromStep);
            c51 = FloatVector.fromArray(SPECIES, from, fromPos + 5 * fromStep + L);
            if (MR == 8) {
                c60 = FloatVector.fromArray(SPECIES, from, fromPos + 6 * fromStep);
                c61 = FloatVector.fromArray(SPECIES, from, fromPos + 6 * fromStep + L);
                c70 = FloatVector.fromArray(SPECIES, from, fromPos + 7 * fromStep);
                c71 = FloatVector.fromArray(SPECIES, from, fromPos + 7 * fromStep + L);
            }
        }
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bPos + k * NR);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bPos + k * NR + L);
            x = FloatVector.broadcast(SPECIES, a[aPos + k * MR]); c00 = x.fma(b0, c00); c01 = x.fma(b1, c01);
            inOrder(); x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 1]); c10 = x.fma(b0, c10); c11 = x.fma(b1, c11);
            inOrder(); x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 2]); c20 = x.fma(b0, c20); c21 = x.fma(b1, c21);
            inOrder(); x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 3]); c30 = x.fma(b0, c30); c31 = x.fma(b1, c31);
            inOrder(); x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 4]); c40 = x.fma(b0, c40); c41 = x.fma(b1, c41);
            inOrder(); x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 5]); c50 = x.fma(b0, c50); c51 = x.fma(b1, c51);
            if (MR == 8) {
                inOrder(); x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 6]); c60 = x.fma(b0, c60); c61 = x.fma(b1, c61);
                inOrder(); x = FloatVector.broadcast(SPECIES, a[aPos + k * MR + 7]); c70 = x.fma(b0, c70); c71 = x.fma(b1, c71);
            }
        }
        c00.intoArray(to, toPos);
        c01.intoArray(to, toPos + L);
        c10.intoArray(to, toPos + toStep);
        c11.intoArray(to, toPos + toStep + L);
        c20.intoArray(to, toPos + 2 * toStep);
        c21.intoArray(to, toPos + 2 * toStep + L);
        c30.intoArray(to, toPos + 3 * toStep);
        c31.intoArray(to, toPos + 3 * toStep + L);
        c40.intoArray(to, toPos + 4 * toStep);
        c41.intoArray(to, toPos + 4 * toStep + L);
        c50.intoArray(to, toPos + 5 * toStep);
        c51.intoArray(to, toPos + 5 * toStep + L);
        if (MR == 8) {
            c60.intoArray(to, toPos + 6 * toStep);
            c61.intoArray(to, toPos + 6 * toStep + L);
            c70.intoArray(to, toPos + 7 * toStep);
            c71.intoArray(to, toPos + 7 * toStep + L);
        }
    }
}
