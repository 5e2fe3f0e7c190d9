package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.KC;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.roundUp;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;

/**
 * The general matrix product: B is packed into panels of NR columns, then each task takes a block of rows and columns of C
 * through all of K. A is read where it lies, unless it is stored transposed.
 */
final class MatMulBlocked implements Step {
    /** Rows of a task: a panel of B, once in L1, serves this many (64, 128, 256 rows: 0.71, 0.77, 0.80 of the peak). */
    private static final int ROWS = 256;

    /** Tasks to aim for, by splitting the columns as well where there are few rows. */
    private static final int TASKS = 16;

    private final MatMulGeometry g;
    private final float[] a, c, scratch;
    private final int aPos, cPos, packedB, packedA, tiles;
    private final Epilogue epilogue;
    private final int rowBlocks, rowBlock, columnBlocks, columnBlock, kBlock;

    private MatMulBlocked(MatMulGeometry g, float[] a, int aPos, float[] c, int cPos, float[] scratch, int scratchPos,
            int lanes, Epilogue epilogue) {
        this.g = g;
        this.a = a;
        this.aPos = aPos;
        this.c = c;
        this.cPos = cPos;
        this.scratch = scratch;
        this.epilogue = epilogue;
        packedB = scratchPos;
        packedA = (int) (packedB + MatMulPack.floatsB(g));
        tiles = (int) (packedA + floatsA(g));
        int panels = blocks(g.n(), NR);
        rowBlocks = blocks(g.m(), ROWS);
        rowBlock = roundUp(blocks(g.m(), rowBlocks), MR);
        columnBlocks = Math.clamp(TASKS / ((long) g.batch() * rowBlocks), 1, blocks(panels, 4));
        columnBlock = blocks(panels, columnBlocks) * NR;
        kBlock = blocks(g.k(), Math.max(1, (g.k() + KC / 2) / KC));
    }

    static long scratchFloats(MatMulGeometry g, int lanes) {
        return MatMulPack.floatsB(g) + floatsA(g) + (long) lanes * MR * NR;
    }

    private static long floatsA(MatMulGeometry g) {
        return g.transposeA() ? MatMulPack.floatsA(g) : 0;
    }

    static Step[] bind(MatMulGeometry g, float[] a, int aPos, float[] b, int bPos, float[] c, int cPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        var product = new MatMulBlocked(g, a, aPos, c, cPos, scratch, scratchPos, lanes, epilogue);
        var pack = new MatMulPack(g, g.transposeA(), a, aPos, product.packedA, b, bPos, product.packedB, scratch);
        return epilogue == null || product.columnBlocks == 1
                ? new Step[] {pack, product}
                : new Step[] {pack, product, new EpilogueStep(g.batch() * g.m(), g.n(), epilogue)};
    }

    @Override
    public int tasks() {
        return g.batch() * rowBlocks * columnBlocks;
    }

    @Override
    public void run(int task, int lane) {
        int n = g.n();
        int item = task / (rowBlocks * columnBlocks);
        int row = task / columnBlocks % rowBlocks * rowBlock;
        int rowEnd = Math.min(row + rowBlock, g.m());
        int column = task % columnBlocks * columnBlock;
        int columnEnd = Math.min(column + columnBlock, n);
        for (int k = 0; k < Math.max(1, g.k()); k += kBlock) {
            int kEnd = Math.min(k + kBlock, g.k());
            for (int j = column; j < columnEnd; j += NR) {
                for (int i = row; i < rowEnd; i += MR) {
                    tile(item, i, j, k, kEnd - k, lane);
                }
            }
        }
        if (columnBlocks == 1 && epilogue != null && row < rowEnd) {
            epilogue.apply((item * g.m() + row) * n, (item * g.m() + rowEnd) * n, lane);
        }
    }

    /** Adds {@code length} steps of K from {@code k} to the tile of C at (i, j); at the edge, by way of the lane's tile. */
    private void tile(int item, int i, int j, int k, int length, int lane) {
        int height = Math.min(MR, g.m() - i), width = Math.min(NR, g.n() - j);
        boolean whole = height == MR && width == NR, add = k > 0;
        int corner = cPos + (item * g.m() + i) * g.n() + j;
        float[] to = whole ? c : scratch;
        int toPos = whole ? corner : tiles + lane * MR * NR;
        int toStep = whole ? g.n() : NR;
        int itemB = g.strideB() == 0 ? 0 : item;
        int panel = packedB + itemB * g.k() * roundUp(g.n(), NR) + j * g.k() + k * NR;
        if (g.transposeA()) {
            int itemA = g.strideA() == 0 ? 0 : item;
            int rows = packedA + (itemA * blocks(g.m(), MR) + i / MR) * (int) MatMulPack.stripFloats(g) + k * MR;
            MicroKernel.columns(length, scratch, rows, scratch, panel, to, toPos, toStep, add && whole);
        } else {
            int step = g.k(), last = height - 1, at = aPos + item * g.strideA() + i * step + k;
            // Rows beyond the edge repeat the last one, and are not kept.
            MicroKernel.rows(1, 0, length, a, at, at + Math.min(1, last) * step, at + Math.min(2, last) * step,
                    at + Math.min(3, last) * step, at + Math.min(4, last) * step, at + Math.min(5, last) * step,
                    at + Math.min(6, last) * step, at + Math.min(7, last) * step,
                    scratch, panel, to, toPos, toStep, add && whole);
        }
        if (!whole) {
            Packing.corner(scratch, toPos, height, width, c, corner, g.n(), add);
        }
    }
}
