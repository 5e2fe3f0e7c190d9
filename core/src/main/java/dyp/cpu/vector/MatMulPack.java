package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.roundUp;

import dyp.runtime.Step;
import java.util.Arrays;

/**
 * The first phase of {@link MatMulBlocked} and {@link MatMulLarge}: packs B into panels of NR columns, and A, where that is
 * asked for, into strips of MR rows.
 *
 * <p>A shared operand is packed once for the batch.
 */
final class MatMulPack implements Step {
    /** Panels of B in one job, and the rows of B that it packs at a time. */
    private static final int PANELS = 4, ROWS = Packing.TRANSPOSED;

    /** Floats that one task packs, at least. */
    private static final int TASK = 1 << 14;

    private final MatMulGeometry g;
    private final float[] a, b, packed;
    private final int aPos, packedA, bPos, packedB;
    /** Where the rows of the stored A [k, m] begin. */
    private final int[] rowOffset;
    private final int groupsB, jobsB, jobs, jobsPerTask;

    /** @param withA whether A is packed as well */
    MatMulPack(MatMulGeometry g, boolean withA, float[] a, int aPos, int packedA, float[] b, int bPos, int packedB, float[] packed) {
        this.g = g;
        this.a = a;
        this.aPos = aPos;
        this.packedA = packedA;
        this.b = b;
        this.bPos = bPos;
        this.packedB = packedB;
        this.packed = packed;
        rowOffset = new int[g.transposeA() ? g.k() : 0];
        Arrays.setAll(rowOffset, p -> p * g.m());
        groupsB = blocks(g.n(), PANELS * NR);
        jobsB = groupsB * (g.strideB() == 0 ? 1 : g.batch());
        // The strips of A are narrower: as many as are as wide as the panels of a job are one job.
        jobs = jobsB + (withA ? blocks(g.m(), PANELS * NR) * (g.strideA() == 0 ? 1 : g.batch()) : 0);
        jobsPerTask = Math.max(1, TASK / Math.max(1, PANELS * NR * g.k()));
    }

    /** Floats of B packed. */
    static long floatsB(MatMulGeometry g) {
        return (long) (g.strideB() == 0 ? 1 : g.batch()) * g.k() * roundUp(g.n(), NR);
    }

    /** Floats of A packed. */
    static long floatsA(MatMulGeometry g) {
        return (long) (g.strideA() == 0 ? 1 : g.batch()) * blocks(g.m(), MR) * stripFloats(g);
    }

    /** Floats from one packed strip of A to the next, with the line to spare that packing it needs. */
    static long stripFloats(MatMulGeometry g) {
        return Lanes.lines((long) g.k() * MR) + Lanes.LINE;
    }

    @Override
    public int tasks() {
        return blocks(jobs, jobsPerTask);
    }

    @Override
    public void run(int task, int lane) {
        int end = Math.min((task + 1) * jobsPerTask, jobs);
        for (int job = task * jobsPerTask; job < end; job++) {
            if (job < jobsB) {
                packB(job / groupsB, job % groupsB * PANELS * NR);
            } else {
                int perItem = blocks(g.m(), PANELS * NR);
                int item = (job - jobsB) / perItem, row = (job - jobsB) % perItem * PANELS * NR;
                // Each job begins and ends on a whole strip, also where MR does not divide their width.
                for (int i = roundUp(row, MR); i < Math.min(row + PANELS * NR, g.m()); i += MR) {
                    packA(item, i);
                }
            }
        }
    }

    /** Packs some neighbouring panels, a few rows of all of them at a time: one panel alone touches a page for each row. */
    private void packB(int item, int column) {
        int k = g.k(), end = Math.min(column + PANELS * NR, g.n());
        int from = bPos + item * g.strideB(), to = packedB + item * k * roundUp(g.n(), NR);
        for (int p = 0; p < k; p += ROWS) {
            int rows = Math.min(ROWS, k - p);
            for (int j = column; j < end; j += NR) {
                int width = Math.min(NR, g.n() - j), place = to + j * k + p * NR;
                if (g.transposeB()) {
                    Packing.panelOfTransposed(b, from + j * k + p, k, rows, width, packed, place);
                } else {
                    Packing.panel(b, from + p * g.n() + j, g.n(), rows, width, packed, place);
                }
            }
        }
    }

    private void packA(int item, int i) {
        int k = g.k(), height = Math.min(MR, g.m() - i);
        int to = packedA + (item * blocks(g.m(), MR) + i / MR) * (int) stripFloats(g);
        int from = aPos + item * g.strideA();
        if (g.transposeA()) {
            Packing.strip(a, from + i, rowOffset, 0, k, height, packed, to);
        } else {
            Packing.stripOfRows(a, from + i * k, k, k, height, packed, to);
        }
    }
}
