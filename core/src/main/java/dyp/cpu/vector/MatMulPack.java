package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.roundUp;

import dyp.runtime.Step;

/** The first phase of {@link MatMulBlocked} where several of its tasks share an operand: packs it whole, once for the batch. */
final class MatMulPack implements Step {
    /** Columns of B, or rows of A, in one job; or the rows of a B [k, n], whole ones as the processor fetches ahead. */
    private static final int WIDTH = 96, STEPS = 64;

    private final MatMulGeometry g;
    private final MatMulOperands operands;
    private final float[] to;
    private final int packedA, packedB, jobsB, jobs;
    private final Jobs a, b;

    /**
     * The jobs of an operand.
     *
     * @param items matrices
     * @param width columns of B or rows of A of a job, and {@code steps} of k
     */
    private record Jobs(int items, int width, int steps, int across, int along) {
        static Jobs of(int items, int width, int steps, boolean across) {
            return across
                    ? new Jobs(items, WIDTH, steps, blocks(width, WIDTH), 1)
                    : new Jobs(items, width, STEPS, 1, blocks(steps, STEPS));
        }

        int count() {
            return items * across * along;
        }

        int item(int job) {
            return job / (across * along);
        }

        int first(int job) {
            return job / along % across * width;
        }

        int step(int job) {
            return job % along * steps;
        }
    }

    /** @param aheadA whether A is packed; {@code aheadB} likewise */
    MatMulPack(MatMulGeometry g, boolean aheadA, boolean aheadB, MatMulOperands operands, float[] to, int packedA, int packedB) {
        this.g = g;
        this.operands = operands;
        this.to = to;
        this.packedA = packedA;
        this.packedB = packedB;
        // A strip is packed whole: each of its rows may be written over the beginning of the next.
        a = Jobs.of(g.strideA() == 0 ? 1 : g.batch(), g.m(), g.k(), true);
        b = Jobs.of(g.strideB() == 0 ? 1 : g.batch(), g.n(), g.k(), g.transposeB());
        jobsB = aheadB ? b.count() : 0;
        jobs = jobsB + (aheadA ? a.count() : 0);
    }

    /** Where the packed B of a product begins. */
    static int itemB(MatMulGeometry g, int item) {
        return g.strideB() == 0 ? 0 : item * (int) Lanes.lines((long) g.k() * roundUp(g.n(), NR));
    }

    /** Where the packed A of a product begins. */
    static int itemA(MatMulGeometry g, int item) {
        return g.strideA() == 0 ? 0 : item * blocks(g.m(), MR) * MatMulOperands.stripFloats(g.k());
    }

    @Override
    public int tasks() {
        return jobs;
    }

    @Override
    public void run(int task, int lane) {
        int k = g.k();
        if (task < jobsB) {
            int item = b.item(task), j = b.first(task), p = b.step(task);
            operands.packB(item, j, Math.min(j + b.width, g.n()), p, Math.min(p + b.steps, k), to,
                    packedB + itemB(g, item) + j * k + p * NR, k * NR);
        } else {
            int job = task - jobsB, item = a.item(job), i = a.first(job), p = a.step(job), step = MatMulOperands.stripFloats(k);
            operands.packA(item, i, Math.min(i + a.width, g.m()), p, Math.min(p + a.steps, k), to,
                    packedA + itemA(g, item) + i / MR * step + p * MR, step);
        }
    }
}
