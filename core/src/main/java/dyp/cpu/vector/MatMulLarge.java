package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.KC;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.lines;
import static dyp.cpu.vector.Lanes.roundUp;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;

/**
 * The product of large matrices. Both operands are packed, and each task sums its block of C in the lane's own room, whose
 * panels lie side by side: with that the micro-kernel runs at 0.95 of the peak, and at 0.81 as soon as it adds to a C whose
 * rows are 4 KiB apart. Smaller products do not have enough such blocks for all threads ({@link MatMulBlocked}).
 */
final class MatMulLarge implements Step {
    /** Rows and columns of a task's block: with KC 256 it and its part of the operands take 1.25 MiB of the L2 cache. */
    private static final int ROWS = 512, COLUMNS = 256;

    private final MatMulGeometry g;
    private final float[] c, scratch;
    private final int cPos, packedB, packedA, sums, rowBlocks, rowBlock, columnBlocks, columnBlock, kBlock;

    private MatMulLarge(MatMulGeometry g, float[] c, int cPos, float[] scratch, int scratchPos) {
        this.g = g;
        this.c = c;
        this.cPos = cPos;
        this.scratch = scratch;
        rowBlocks = blocks(g.m(), ROWS);
        rowBlock = roundUp(blocks(g.m(), rowBlocks), MR);
        columnBlocks = blocks(g.n(), COLUMNS);
        columnBlock = roundUp(blocks(g.n(), columnBlocks), NR);
        kBlock = blocks(g.k(), blocks(g.k(), KC));
        packedB = scratchPos;
        packedA = (int) (packedB + lines(MatMulPack.floatsB(g)));
        sums = (int) (packedA + MatMulPack.floatsA(g));
    }

    /** Whether there are blocks enough to share out, and work enough in each. */
    static boolean suits(MatMulGeometry g) {
        return g.m() > ROWS && g.n() > 2 * COLUMNS && g.k() >= KC;
    }

    static long scratchFloats(MatMulGeometry g, int lanes) {
        var sizes = new MatMulLarge(g, null, 0, null, 0);
        return sizes.sums + (long) lanes * sizes.rowBlock * sizes.columnBlock;
    }

    static Step[] bind(MatMulGeometry g, float[] a, int aPos, float[] b, int bPos, float[] c, int cPos, float[] scratch,
            int scratchPos, Epilogue epilogue) {
        var product = new MatMulLarge(g, c, cPos, scratch, scratchPos);
        var pack = new MatMulPack(g, true, a, aPos, product.packedA, b, bPos, product.packedB, scratch);
        return epilogue == null
                ? new Step[] {pack, product}
                : new Step[] {pack, product, new EpilogueStep(g.batch() * g.m(), g.n(), epilogue)};
    }

    @Override
    public int tasks() {
        return g.batch() * rowBlocks * columnBlocks;
    }

    @Override
    public void run(int task, int lane) {
        int item = task / (rowBlocks * columnBlocks);
        int row = task / columnBlocks % rowBlocks * rowBlock, rowEnd = Math.min(row + rowBlock, g.m());
        int column = task % columnBlocks * columnBlock, columnEnd = Math.min(column + columnBlock, g.n());
        int step = (int) MatMulPack.stripFloats(g);
        int strips = packedA + ((g.strideA() == 0 ? 0 : item) * blocks(g.m(), MR) + row / MR) * step;
        int panels = packedB + ((g.strideB() == 0 ? 0 : item) * roundUp(g.n(), NR) + column) * g.k();
        int room = sums + lane * rowBlock * columnBlock;
        for (int k = 0; k < g.k(); k += kBlock) {
            int length = Math.min(kBlock, g.k() - k);
            for (int j = 0; j < columnEnd - column; j += NR) {
                for (int i = 0; i < rowEnd - row; i += MR) {
                    MicroKernel.columns(length, scratch, strips + i / MR * step + k * MR, scratch, panels + j * g.k() + k * NR,
                            scratch, room + j * rowBlock + i * NR, NR, k > 0);
                }
            }
        }
        for (int i = row; i < rowEnd; i++) {
            Packing.row(scratch, room + (i - row) * NR, rowBlock * NR, columnEnd - column, c, cPos + (item * g.m() + i) * g.n() + column);
        }
    }
}
