package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.KC;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.roundUp;

import dyp.op.StridedMatMul;
import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.Arrays;

/**
 * Batches of small products whose matrices lie with gaps. Each task takes a few of them, or some rows of one, and packs what it needs
 * into the lane's own room: B a panel at a time, and A where its columns lie in one piece. Nothing is prepared for all.
 */
final class MatMulStrided implements Step {
    /** Rows of a task at most; multiply-adds of a task, at least; tasks to aim for where the products are few. */
    private static final int ROWS = 256, WORK = 1 << 19, TASKS = 16;

    private final StridedMatMul op;
    private final float[] a, b, c, scratch;
    private final int aPos, bPos, cPos, rooms, rowBlocks, rowBlock, items;
    private final Epilogue epilogue;
    /** Where the columns of an A begin whose columns lie in one piece. */
    private final int[] columns;

    MatMulStrided(StridedMatMul op, float[] a, int aPos, float[] b, int bPos, float[] c, int cPos, float[] scratch, int scratchPos,
            Epilogue epilogue) {
        this.op = op;
        this.a = a;
        this.aPos = aPos;
        this.b = b;
        this.bPos = bPos;
        this.c = c;
        this.cPos = cPos;
        this.scratch = scratch;
        this.rooms = scratchPos;
        this.epilogue = epilogue;
        rowBlock = rowBlock(op);
        rowBlocks = blocks(op.m(), rowBlock);
        items = rowBlocks > 1 ? 1 : (int) Math.clamp(WORK / Math.max(1L, (long) op.m() * op.n() * op.k()), 1, Math.max(1, op.batch() / TASKS));
        columns = new int[packsA(op) ? op.k() : 0];
        Arrays.setAll(columns, p -> p * op.a().column());
    }

    private static int rowBlock(StridedMatMul op) {
        int wanted = Math.clamp(TASKS / op.batch(), 1, blocks(op.m(), 64));
        return roundUp(blocks(op.m(), Math.max(wanted, blocks(op.m(), ROWS))), MR);
    }

    private static boolean packsA(StridedMatMul op) {
        return op.a().column() != 1;
    }

    static long scratchFloats(StridedMatMul op, int lanes) {
        return (long) lanes * laneFloats(op);
    }

    /** A panel of B, a register tile, strips of A. */
    private static int laneFloats(StridedMatMul op) {
        return KC * NR + MR * NR + (packsA(op) ? rowBlock(op) / MR * stripFloats(op) : 0);
    }

    /** From one strip to the next, with the line to spare that packing it needs. */
    private static int stripFloats(StridedMatMul op) {
        return (int) Lanes.lines((long) Math.min(op.k(), KC) * MR) + Lanes.LINE;
    }

    @Override
    public int tasks() {
        return blocks(op.batch(), items) * rowBlocks;
    }

    @Override
    public void run(int task, int lane) {
        int row = task % rowBlocks * rowBlock, rowEnd = Math.min(row + rowBlock, op.m());
        int first = task / rowBlocks * items, end = Math.min(first + items, op.batch());
        for (int item = first; item < end; item++) {
            block(item, row, rowEnd, rooms + lane * laneFloats(op));
        }
        if (epilogue != null && row < rowEnd) {
            // Several items only where each is one block of rows.
            epilogue.apply((first * op.m() + row) * op.n(), ((end - 1) * op.m() + rowEnd) * op.n(), lane);
        }
    }

    private void block(int item, int row, int rowEnd, int panel) {
        int strips = panel + KC * NR + MR * NR;
        for (int k = 0; k < op.k(); k += KC) {
            int length = Math.min(KC, op.k() - k);
            if (packsA(op)) {
                for (int i = row; i < rowEnd; i += MR) {
                    Packing.strip(a, aPos + op.a().start(item) + i, columns, k, length, Math.min(MR, rowEnd - i), scratch,
                            strips + (i - row) / MR * stripFloats(op));
                }
            }
            for (int j = 0; j < op.n(); j += NR) {
                packB(bPos + op.b().start(item), k, length, j, panel);
                for (int i = row; i < rowEnd; i += MR) {
                    tile(item, i, j, k, length, panel, strips + (i - row) / MR * stripFloats(op));
                }
            }
        }
    }

    private void packB(int at, int k, int length, int j, int panel) {
        int width = Math.min(NR, op.n() - j), row = op.b().row(), column = op.b().column();
        if (column == 1) {
            Packing.panel(b, at + k * row + j, row, length, width, scratch, panel);
            return;
        }
        for (int p = 0; p < length; p += Packing.TRANSPOSED) {
            Packing.panelOfTransposed(b, at + k + p + j * column, column, Math.min(Packing.TRANSPOSED, length - p), width, scratch, panel + p * NR);
        }
    }

    /** Adds some steps of K to the tile of C at (i, j); at the edge, by way of the lane's tile, which lies behind the panel. */
    private void tile(int item, int i, int j, int k, int length, int panel, int strip) {
        int height = Math.min(MR, op.m() - i), width = Math.min(NR, op.n() - j), step = op.a().row(), last = height - 1;
        boolean whole = height == MR && width == NR, add = k > 0;
        int corner = cPos + op.c().start(item) + i * op.c().row() + j;
        float[] to = whole ? c : scratch;
        int toPos = whole ? corner : panel + KC * NR, toStep = whole ? op.c().row() : NR;
        if (packsA(op)) {
            MicroKernel.columns(length, scratch, strip, scratch, panel, to, toPos, toStep, add && whole);
        } else {
            int at = aPos + op.a().start(item) + i * step + k;
            // Rows beyond the edge repeat the last one, and are not kept.
            MicroKernel.rows(1, 0, length, a, at, at + Math.min(1, last) * step, at + Math.min(2, last) * step,
                    at + Math.min(3, last) * step, at + Math.min(4, last) * step, at + Math.min(5, last) * step,
                    at + Math.min(6, last) * step, at + Math.min(7, last) * step, scratch, panel, to, toPos, toStep, add && whole);
        }
        if (!whole) {
            Packing.corner(scratch, toPos, height, width, c, corner, op.c().row(), add);
        }
    }
}
