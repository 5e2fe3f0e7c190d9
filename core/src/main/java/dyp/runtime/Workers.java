package dyp.runtime;

import dyp.tensor.DypException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A few threads that run the tasks of a step together; the caller works too. Between steps the helpers spin for about a
 * millisecond, so that a barrier inside a program costs well under a microsecond, and then they park.
 *
 * <p>Tasks are claimed one by one. Since no task's result depends on who runs it, no result depends on the number of
 * threads. A second caller that finds the helpers busy runs its tasks alone. Nothing is allocated while running.
 */
public final class Workers {
    private static final int SPINS = 20_000;
    private static final VarHandle STATE;
    private static final VarHandle FINISHED;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Workers.class, "state", long.class);
            FINISHED = MethodHandles.lookup().findVarHandle(Workers.class, "finished", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread[] helpers;
    private final AtomicIntegerArray parked;
    private final ReentrantLock busy = new ReentrantLock();

    /**
     * High half: the round; low half: tasks not yet claimed. One word, so that a helper that is late can never claim
     * from a round it has not seen.
     */
    private volatile long state;

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
            for (Step s : steps) {
                int n = s.tasks();
                if (n == 1 || !shared) {
                    for (int task = 0; task < n; task++) {
                        s.run(task, 0);
                    }
                } else {
                    share(s, n);
                }
            }
        } finally {
            if (shared) {
                busy.unlock();
            }
        }
    }

    private void share(Step s, int n) {
        step = s;
        tasks = n;
        finished = 0;
        state = ((state >>> 32) + 1) << 32 | n;
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

    /** Claims and runs tasks of the current round until none is left. */
    private void work(int lane) {
        for (;;) {
            long seen = state;
            int left = (int) seen;
            if (left == 0) {
                return;
            }
            if (STATE.compareAndSet(this, seen, seen - 1)) {
                try {
                    step.run(tasks - left, lane);
                } catch (RuntimeException | Error e) {
                    failure = e;
                }
                FINISHED.getAndAdd(this, 1);
            }
        }
    }

    private void help(int lane) {
        int idle = 0;
        for (;;) {
            if ((int) state != 0) {
                work(lane);
                idle = 0;
            } else if (idle++ < SPINS) {
                Thread.onSpinWait();
            } else {
                parked.set(lane - 1, 1);
                if ((int) state == 0) {
                    LockSupport.park(this);
                }
                parked.set(lane - 1, 0);
                idle = 0;
            }
        }
    }
}
