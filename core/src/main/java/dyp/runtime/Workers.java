package dyp.runtime;

import dyp.tensor.DypException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A few threads that run the tasks of a step together; the caller works too. Between steps the helpers spin for about a
 * millisecond, so that a barrier inside a program costs well under a microsecond, and then they park.
 *
 * <p>Each thread first runs a stretch of tasks of its own, the same one at every run, so that what it read or wrote the last
 * time is still in its core's cache; then it helps the others. Since no task's result depends on who runs it, no result
 * depends on the number of threads. A second caller that finds the helpers busy runs its tasks alone. Nothing is allocated
 * while running.
 */
public final class Workers {
    private static final int SPINS = 20_000;
    /** Longs from one lane's word to the next: a line of the cache each. */
    private static final int LINE = 8;
    private static final VarHandle FINISHED;

    static {
        try {
            FINISHED = MethodHandles.lookup().findVarHandle(Workers.class, "finished", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread[] helpers;
    private final AtomicIntegerArray parked;
    private final ReentrantLock busy = new ReentrantLock();

    /**
     * A word per lane. High half: the round; low half: tasks of the lane's stretch not yet claimed. One word, so that a
     * helper that is late can never claim from a round it has not seen.
     */
    private final AtomicLongArray left;

    private int round;
    private volatile int finished;
    private volatile Step step;
    private volatile int tasks;
    private volatile Throwable failure;

    /** @param threads how many work together, the caller included; at least 1 */
    public Workers(int threads) {
        if (threads < 1) {
            throw new DypException("The number of threads must be 1 or more, but " + threads + " was asked for.");
        }
        helpers = new Thread[threads - 1];
        parked = new AtomicIntegerArray(helpers.length);
        left = new AtomicLongArray(threads * LINE);
        for (int i = 0; i < helpers.length; i++) {
            int lane = i + 1;
            helpers[i] = Thread.ofPlatform().daemon().name("dyp-worker-" + lane).start(() -> help(lane));
        }
    }

    public int threads() {
        return helpers.length + 1;
    }

    /** Runs the steps one after another, the tasks of each shared among the threads. */
    public void run(Step[] steps) {
        // A task that itself runs steps finds its own thread holding the lock: it too goes on alone.
        boolean shared = helpers.length > 0 && !busy.isHeldByCurrentThread() && busy.tryLock();
        try {
            run(steps, shared);
        } finally {
            if (shared) {
                busy.unlock();
            }
        }
    }

    private void run(Step[] steps, boolean shared) {
        for (Step s : steps) {
            int n = s.tasks();
            if (s instanceof Loop loop && shared) {
                loop.begin();
                for (int i = 0; i < loop.length(); i++) {
                    loop.before(i);
                    run(loop.body(), true);
                    loop.after(i);
                }
            } else if (n == 1 || !shared) {
                for (int task = 0; task < n; task++) {
                    s.run(task, 0);
                }
            } else {
                share(s, n);
            }
        }
    }

    private void share(Step s, int n) {
        step = s;
        tasks = n;
        finished = 0;
        round++;
        for (int lane = 0; lane < threads(); lane++) {
            left.set(lane * LINE, (long) round << 32 | end(lane, n) - end(lane - 1, n));
        }
        for (int i = 0; i < helpers.length; i++) {
            if (parked.get(i) != 0) {
                LockSupport.unpark(helpers[i]);
            }
        }
        work(0);
        for (int spins = 0; finished < n; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        step = null;
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            if (thrown instanceof Error e) {
                throw e;
            }
            throw (RuntimeException) thrown;
        }
    }

    /** One past the last task of a lane's stretch. */
    private int end(int lane, int n) {
        return (int) ((long) n * (lane + 1) / threads());
    }

    /** Runs tasks of the current round until none is left: the lane's own, then the others'. */
    private void work(int lane) {
        for (int i = 0; i < threads(); i++) {
            int owner = (lane + i) % threads();
            for (long seen = left.get(owner * LINE); (int) seen != 0; seen = left.get(owner * LINE)) {
                if (left.compareAndSet(owner * LINE, seen, seen - 1)) {
                    try {
                        step.run(end(owner, tasks) - (int) seen, lane);
                    } catch (RuntimeException | Error e) {
                        failure = e;
                    }
                    FINISHED.getAndAdd(this, 1);
                }
            }
        }
    }

    private boolean waiting() {
        for (int lane = 0; lane < threads(); lane++) {
            if ((int) left.get(lane * LINE) != 0) {
                return true;
            }
        }
        return false;
    }

    private void help(int lane) {
        int idle = 0;
        for (;;) {
            if (waiting()) {
                work(lane);
                idle = 0;
            } else if (idle++ < SPINS) {
                Thread.onSpinWait();
            } else {
                parked.set(lane - 1, 1);
                if (!waiting()) {
                    LockSupport.park(this);
                }
                parked.set(lane - 1, 0);
                idle = 0;
            }
        }
    }
}
