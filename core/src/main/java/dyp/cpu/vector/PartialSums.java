package dyp.cpu.vector;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;

/**
 * The last phase of a kernel whose long sums are cut into parts: adds the parts, always in the same order.
 *
 * @param rows rows of the result, and of each partial sum
 * @param parts how many partial sums there are, {@code stride} floats apart in {@code scratch}
 */
record PartialSums(int rows, int columns, int parts, float[] scratch, int scratchPos, int stride, float[] to, int toPos,
        Epilogue epilogue) implements Step {
    /** Floats in one task: they stay in L1 while the parts are added. */
    private static final int TASK = 4096;

    /** Floats of all parts' sums, at most. */
    static final int LARGEST = 1 << 20;

    /** Tasks of the phase before this one to aim for. */
    static final int TARGET = 16;

    private int rowsPerTask() {
        return Math.max(1, TASK / columns);
    }

    @Override
    public int tasks() {
        return Lanes.blocks(rows, rowsPerTask());
    }

    @Override
    public void run(int task, int lane) {
        int from = task * rowsPerTask() * columns, end = Math.min((task + 1) * rowsPerTask(), rows) * columns;
        System.arraycopy(scratch, scratchPos + from, to, toPos + from, end - from);
        for (int part = 1; part < parts; part++) {
            add(end - from, scratch, scratchPos + part * stride + from, to, toPos + from);
        }
        if (epilogue != null) {
            epilogue.apply(from, end, lane);
        }
    }

    private static void add(int count, float[] from, int fromPos, float[] to, int toPos) {
        for (int i = 0; i < count; i++) {
            to[toPos + i] += from[fromPos + i];
        }
    }

    /** Blocks of pixels of a kernel's gradient that have a sum each, and the floats of one. */
    static int parts(ConvGeometry g) {
        long floats = (long) g.kernelRows() * g.cout();
        return parts(ConvInput.tasks(g), g.outputPixels() * floats, floats);
    }

    static long partFloats(ConvGeometry g) {
        return Lanes.lines((long) g.kernelRows() * g.cout());
    }

    /** How many blocks to split {@code units} into: enough for many threads, but not more sums than work. */
    static int parts(int units, long work, long floats) {
        long most = Math.min(Math.min(units, TARGET), Math.min(LARGEST / Math.max(1, floats), work >> 17));
        return (int) Math.max(1, most);
    }
}
