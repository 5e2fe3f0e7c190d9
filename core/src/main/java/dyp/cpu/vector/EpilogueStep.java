package dyp.cpu.vector;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;

/**
 * A last phase that applies the epilogue, for kernels whose tasks split the columns: their tasks end with parts of rows,
 * and an epilogue is promised whole ones.
 */
record EpilogueStep(int rows, int columns, Epilogue epilogue) implements Step {
    /** Floats in one task: they fit in L1. */
    private static final int TASK = 8192;

    private int rowsPerTask() {
        return Math.max(1, TASK / columns);
    }

    @Override
    public int tasks() {
        return Lanes.blocks(rows, rowsPerTask());
    }

    @Override
    public void run(int task, int lane) {
        int from = task * rowsPerTask();
        epilogue.apply(from * columns, Math.min(from + rowsPerTask(), rows) * columns, lane);
    }
}
