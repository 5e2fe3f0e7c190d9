package dyp.bench;

import dyp.runtime.Step;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of threads that run the tasks of a step together, waiting for each other by spinning. */
final class Team implements AutoCloseable {
    private final int threads;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private Step step;
    private volatile int round;
    private volatile boolean closed;

    Team(int threads) {
        this.threads = threads;
        for (int lane = 1; lane < threads; lane++) {
            int own = lane;
            Thread.ofPlatform().daemon().start(() -> work(own));
        }
    }

    int threads() {
        return threads;
    }

    /** Runs steps one after another. A step of one task runs on the caller's thread. */
    void run(Step[] steps) {
        for (Step s : steps) {
            if (threads == 1 || s.tasks() == 1) {
                for (int task = 0; task < s.tasks(); task++) {
                    s.run(task, 0);
                }
            } else {
                together(s);
            }
        }
    }

    private void together(Step s) {
        step = s;
        next.set(0);
        busy.set(threads - 1);
        round++;
        take(0);
        while (busy.get() > 0) {
            Thread.onSpinWait();
        }
    }

    private void work(int lane) {
        for (int seen = 0; !closed;) {
            if (round == seen) {
                Thread.onSpinWait();
                continue;
            }
            seen = round;
            take(lane);
            busy.decrementAndGet();
        }
    }

    private void take(int lane) {
        int tasks = step.tasks();
        for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
            step.run(task, lane);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
