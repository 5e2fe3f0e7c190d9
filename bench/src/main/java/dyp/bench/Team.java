package dyp.bench;

import dyp.runtime.Step;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of threads that run the tasks of a step together, waiting for each other by spinning. */
final class Team implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int LINE = 16;

    private final int threads;
    /** One counter for each lane, a cache line apart. */
    private final long[] cpuNanos;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private Step step;
    private volatile int round;
    private volatile boolean closed;

    static {
        // Kernels are measured as vectors from their first call on: nothing warms them up where they are bound by hand.
        System.setProperty("dyp.warm", "false");
    }

    Team(int threads) {
        this.threads = threads;
        cpuNanos = new long[threads * LINE];
        for (int lane = 1; lane < threads; lane++) {
            int own = lane;
            Thread.ofPlatform().daemon().start(() -> work(own));
        }
    }

    int threads() {
        return threads;
    }

    /** Runs steps one after another. */
    void run(Step[] steps) {
        for (Step s : steps) {
            if (threads == 1) {
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
        if (s.tasks() == 1) {
            take(0);
            return;
        }
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
        long start = THREADS.getCurrentThreadCpuTime();
        int tasks = step.tasks();
        for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
            step.run(task, lane);
        }
        cpuNanos[lane * LINE] += THREADS.getCurrentThreadCpuTime() - start;
    }

    /** Processor time that all threads together have spent on tasks, without waiting; {@code run} must not be under way. */
    long cpuNanos() {
        if (threads == 1) {
            return THREADS.getCurrentThreadCpuTime();
        }
        long sum = 0;
        for (long own : cpuNanos) {
            sum += own;
        }
        return sum;
    }

    /** How long one of these runs takes; by the processor's time, or by the clock. */
    double nanos(Runnable body, int repeats, boolean cpu) {
        long start = now(cpu);
        for (int i = 0; i < repeats; i++) {
            body.run();
        }
        return Math.max(1, (now(cpu) - start) / (double) repeats);
    }

    private long now(boolean cpu) {
        return cpu ? cpuNanos() / threads : System.nanoTime();
    }

    @Override
    public void close() {
        closed = true;
    }
}
