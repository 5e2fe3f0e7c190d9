package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.KC;
import static dyp.cpu.vector.Lanes.LINE;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.lines;
import static dyp.cpu.vector.Lanes.roundUp;

/**
 * How products are cut into tasks, by their geometry alone. A task takes some products of the batch, or of one product a part
 * of the inner dimension, a block of rows and a block of columns.
 *
 * @param items products of one task
 * @param parts stretches of the inner dimension, each with a sum of its own, and {@code partSteps} the steps of one
 * @param kBlock steps of the inner dimension of one pass over a panel
 * @param strips rows that a panel meets before the next panel does, in the pass that writes C; in others, all of the task
 * @param inPlace A is read where it lies: with few columns packing it would cost more than it gives
 * @param aheadA whether A is packed in a phase of its own, for several blocks of columns; {@code aheadB} likewise
 */
record MatMulPlan(int items, int parts, int partSteps, int rowBlocks, int rowBlock, int columnBlocks, int columnBlock,
        int kBlock, int strips, boolean inPlace, boolean aheadA, boolean aheadB) {
    /**
     * Rows and columns of a task at most, so that its sums and a pass's part of A and of B stay in L2. The more rows, the fewer times B
     * is packed; {@code TALL} of them where there are tasks enough then too.
     */
    private static final int ROWS = 256, TALL = 512, COLUMNS = 512;

    /**
     * Rows and columns below which a task packs too much for what it multiplies; and the rows where A is stored transposed, as
     * shorter stretches of memory take twice as long to read.
     */
    private static final int LEAST = 64, STRETCH = 192;

    /** An operand of up to so many floats stays in L2 between being packed and being used. */
    private static final int SMALL = 1 << 18;

    /** Floats of A that a task packs at a time, if they are all of its. */
    private static final int WHOLE = 1 << 17;

    /** Tasks to aim for, and the multiply-adds of one at least. */
    private static final int TASKS = 8, WORK = 1 << 20;

    /** Steps of a part, at least: adding up the parts then takes 3% of the time. */
    private static final int STEPS = 512;

    /** Columns from which on packing A pays. */
    private static final int PACKED = 160;

    /**
     * Rows of C that are written at a time, and the floats of them where they are short: 48 pages. Then the processor fetches
     * what follows in each row ahead of time; with 64 pages and more it does not, and the stores wait for memory (0.87 of the peak
     * becomes 0.71 where C comes from memory).
     */
    private static final int STREAMS = 48, PAGE = 1024;

    static MatMulPlan of(MatMulGeometry g) {
        return of(g, false);
    }

    /** @param packedB B is packed once and for all: then all of it is, and a task need not be large to be worth packing for. */
    static MatMulPlan of(MatMulGeometry g, boolean packedB) {
        int wanted = (int) Math.clamp(g.work() * g.batch() / WORK, 1, TASKS);
        boolean smallA = (long) g.m() * g.k() <= SMALL, smallB = (long) g.n() * g.k() <= SMALL;
        int streams = streams(g), least = g.transposeA() ? STRETCH : smallB ? 2 * MR : LEAST;
        int columns = smallB ? 1 : blocks(g.n(), COLUMNS), parts = 1;
        boolean tall = (long) blocks(g.m(), TALL) * columns * g.batch() >= TASKS;
        int rows = blocks(g.m(), smallB && !g.transposeA() ? streams : tall ? TALL : ROWS);
        if (packedB && Math.max(1, g.m() / (4 * MR)) >= wanted) {
            rows = Math.max(rows, blocks(wanted, columns));
        } else if (packedB) {
            columns = Math.clamp(blocks(wanted, rows * g.batch()), columns, Math.max(columns, g.n() / LEAST));
        }
        if (g.batch() == 1 && rows * columns < wanted) {
            long room = PartialSums.LARGEST / ((long) g.m() * g.n());
            parts = (int) Math.clamp(Math.min(wanted / (rows * columns), room), 1, Math.max(1, g.k() / STEPS));
        }
        int more = blocks(wanted, g.batch() * rows * columns * parts);
        if (smallB || g.m() > g.n()) {
            rows = Math.clamp((long) rows * more, rows, Math.max(rows, g.m() / least));
        } else {
            columns = Math.clamp((long) columns * more, columns, Math.max(columns, g.n() / LEAST));
        }
        int rowBlock = roundUp(blocks(g.m(), rows), MR), columnBlock = roundUp(blocks(g.n(), columns), NR);
        rows = blocks(g.m(), rowBlock);
        columns = blocks(g.n(), columnBlock);
        int partSteps = blocks(g.k(), parts), passes = Math.max(1, (partSteps + KC / 2) / KC);
        boolean inPlace = !g.transposeA() && g.n() < PACKED;
        int items = rows * columns * parts > 1 ? 1 : Math.max(1, g.batch() / (2 * TASKS));
        return new MatMulPlan(items, blocks(g.k(), partSteps), partSteps, rows, rowBlock, columns, columnBlock, blocks(partSteps, passes),
                Math.min(streams, rowBlock), inPlace, !inPlace && columns > 1 && (smallA || packedB) && parts == 1,
                packedB || rows > 1 && smallB && parts == 1);
    }

    private static int streams(MatMulGeometry g) {
        return roundUp(Math.clamp(STREAMS * PAGE / g.n(), STREAMS, 2 * STREAMS), MR);
    }

    /** Whether B comes from memory, packed: then what is needed next is fetched ahead of time. */
    boolean streamsB(MatMulGeometry g) {
        return aheadB && (long) g.n() * g.k() > SMALL;
    }

    int tasks(MatMulGeometry g) {
        return blocks(g.batch(), items) * parts * rowBlocks * columnBlocks;
    }

    /** Whether all sums of a task are finished in one pass, and go straight to where they belong. */
    boolean isOnePass() {
        return partSteps <= kBlock;
    }

    /** Rows that a panel meets before the next panel does: the more the better, except where they are written to C. */
    int strips(boolean last) {
        return last ? strips : rowBlock;
    }

    /** From one tile's sums to the next, in the room; in one pass there is room for one tile, which only the edge needs. */
    int tileStep() {
        return isOnePass() ? 0 : MR * NR;
    }

    /** Floats of A packed ahead. */
    long aheadFloatsA(MatMulGeometry g) {
        return !aheadA ? 0 : (long) (g.strideA() == 0 ? 1 : g.batch()) * blocks(g.m(), MR) * MatMulOperands.stripFloats(g.k());
    }

    /** Floats of B packed ahead. */
    long aheadFloatsB(MatMulGeometry g) {
        return !aheadB ? 0 : (long) (g.strideB() == 0 ? 1 : g.batch()) * lines((long) g.k() * roundUp(g.n(), NR));
    }

    /** Floats of all parts' sums. */
    long partFloats(MatMulGeometry g) {
        return parts == 1 ? 0 : parts * lines((long) g.m() * g.n());
    }

    /** Steps of k of the strips that a task packs at a time: for all its passes if they stay in L2, since long rows are fetched ahead. */
    int stripSteps() {
        return (long) rowBlock * partSteps <= WHOLE ? partSteps : kBlock;
    }

    /** In a lane's room: the strips of A and the panels of B of one pass, and the sums of a task in panels, or one tile. */
    int laneStrips() {
        return inPlace || aheadA ? 0 : rowBlock / MR * MatMulOperands.stripFloats(stripSteps());
    }

    int lanePanels() {
        return aheadB ? 0 : kBlock * columnBlock;
    }

    int laneSums() {
        return isOnePass() ? MR * NR : rowBlock * columnBlock;
    }

    int laneFloats() {
        return (int) lines(laneStrips()) + lanePanels() + laneSums() + LINE;
    }
}
