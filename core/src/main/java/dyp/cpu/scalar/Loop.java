package dyp.cpu.scalar;

import dyp.runtime.Step;

/** A step over 0 .. n-1 whose tasks are equal stretches, long enough to be worth handing to another thread. */
interface Loop {
    /** Runs indices {@code from} (inclusive) to {@code to} (exclusive) on a lane. */
    void run(int from, int to, int lane);

    /** Numbers that one task works through, roughly. */
    int GRAIN = 16_384;

    /** @param cost numbers touched per index */
    static Step over(int n, long cost, Loop body) {
        int stretch = (int) Math.max(1, GRAIN / Math.max(cost, 1));
        int tasks = Math.max(1, Math.ceilDiv(n, stretch));
        return new Step() {
            @Override
            public int tasks() {
                return tasks;
            }

            @Override
            public void run(int task, int lane) {
                body.run(task * stretch, Math.min(n, (task + 1) * stretch), lane);
            }
        };
    }
}
