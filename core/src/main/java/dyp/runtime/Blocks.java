package dyp.runtime;

/** The body of a step over 0 .. n-1 that is cut into blocks whose size follows from the problem alone. */
public interface Blocks {
    /** Numbers that one task works through, roughly: a few microseconds, well above the cost of handing it over. */
    int GRAIN = 16_384;

    /** Runs indices {@code from} (inclusive) to {@code to} (exclusive) on a lane. */
    void run(int from, int to, int lane);

    /** @param cost numbers touched per index */
    static Step over(int n, long cost, Blocks body) {
        return of(n, (int) Math.max(1, GRAIN / Math.max(cost, 1)), body);
    }

    /** @param size indices per task */
    static Step of(int n, int size, Blocks body) {
        int tasks = Math.max(1, Math.ceilDiv(n, size));
        return new Step() {
            @Override
            public int tasks() {
                return tasks;
            }

            @Override
            public void run(int task, int lane) {
                body.run(task * size, Math.min(n, (task + 1) * size), lane);
            }
        };
    }
}
