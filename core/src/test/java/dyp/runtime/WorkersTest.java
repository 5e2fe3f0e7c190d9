package dyp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dyp.tensor.DypException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    private static final int ROUNDS = 25_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Step step(int tasks, IntConsumer body) {
        return new Step() {
            @Override
            public int tasks() {
                return tasks;
            }

            @Override
            public void run(int task, int lane) {
                body.accept(task);
            }
        };
    }

    /** 100,000 rounds in all. Plain counters: a step must see all that the steps before it wrote. */
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3, 4})
    void everyTaskRunsOnceAndIsSeenByTheNextStep(int threads) {
        Workers workers = new Workers(threads);
        int[] counts = new int[9];
        Step[][] programs = new Step[9][];
        for (int n = 1; n <= 9; n++) {
            programs[n - 1] = new Step[] {step(n, task -> counts[task]++)};
        }
        assertTimeoutPreemptively(PATIENCE, () -> {
            int[] expected = new int[9];
            for (int round = 0; round < ROUNDS; round++) {
                int n = round % 9 + 1;
                workers.run(programs[n - 1]);
                for (int i = 0; i < n; i++) {
                    expected[i]++;
                }
                assertTrue(Arrays.equals(expected, counts), "round " + round);
            }
        });
    }

    @Test
    void lanesAreDistinctAtAnyMoment() {
        Workers workers = new Workers(3);
        AtomicIntegerArray inUse = new AtomicIntegerArray(3);
        AtomicInteger clashes = new AtomicInteger();
        Step busy = new Step() {
            @Override
            public int tasks() {
                return 7;
            }

            @Override
            public void run(int task, int lane) {
                clashes.addAndGet(inUse.incrementAndGet(lane) - 1);
                Thread.onSpinWait();
                inUse.decrementAndGet(lane);
            }
        };
        for (int round = 0; round < 5_000; round++) {
            workers.run(new Step[] {busy});
        }
        assertEquals(0, clashes.get());
    }

    @Test
    void helpersWakeUpAfterAPause() throws InterruptedException {
        Workers workers = new Workers(3);
        int[] counts = new int[9];
        for (int round = 1; round <= 5; round++) {
            Thread.sleep(20); // longer than the helpers spin
            workers.run(new Step[] {step(9, task -> counts[task]++)});
            for (int count : counts) {
                assertEquals(round, count);
            }
        }
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 4})
    void anExceptionReachesTheCallerAndThePoolGoesOn(int threads) {
        Workers workers = new Workers(threads);
        RuntimeException thrown = new IllegalArgumentException("task 3");
        AtomicInteger later = new AtomicInteger();
        Step fails = step(5, task -> {
            if (task == 3) {
                throw thrown;
            }
        });
        for (int round = 0; round < 1_000; round++) {
            assertSame(thrown, assertThrows(RuntimeException.class, () -> workers.run(new Step[] {fails, step(5, t -> later.incrementAndGet())})));
            AtomicInteger sum = new AtomicInteger();
            workers.run(new Step[] {step(5, sum::addAndGet)});
            assertEquals(10, sum.get());
        }
        assertEquals(0, later.get(), "steps after the failing one");
    }

    @Test
    void anErrorReachesTheCaller() {
        Error thrown = new AssertionError("task");
        assertSame(thrown, assertThrows(Error.class, () -> new Workers(2).run(new Step[] {step(4, task -> {
            throw thrown;
        })})));
    }

    @Test
    void twoCallersAtOnceBothFinishRight() throws InterruptedException {
        Workers workers = new Workers(2);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] callers = new Thread[3];
        for (int c = 0; c < callers.length; c++) {
            callers[c] = Thread.ofPlatform().start(() -> {
                try {
                    int[] counts = new int[7];
                    Step[] steps = {step(7, task -> counts[task]++), step(1, task -> counts[task]++)};
                    for (int round = 1; round <= 5_000; round++) {
                        workers.run(steps);
                        assertEquals(2 * round, counts[0]);
                        assertEquals(round, counts[6]);
                    }
                } catch (Throwable t) {
                    failure.set(t);
                }
            });
        }
        for (Thread caller : callers) {
            caller.join(PATIENCE.toMillis());
            assertTrue(!caller.isAlive(), "a caller hangs");
        }
        assertNull(failure.get());
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3})
    void aRunAllocatesNothing(int threads) {
        Workers workers = new Workers(threads);
        long[] sums = new long[8];
        Step[] steps = {step(8, task -> sums[task] += task), step(1, task -> sums[0]++), step(3, task -> sums[task]++)};
        for (int i = 0; i < 20_000; i++) {
            workers.run(steps);
        }
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = bean.getCurrentThreadAllocatedBytes();
        long nothing = bean.getCurrentThreadAllocatedBytes() - before;
        long start = bean.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            workers.run(steps);
        }
        assertEquals(0, bean.getCurrentThreadAllocatedBytes() - start - nothing);
    }

    /** A task that runs a program of its own on the same pool: it must not disturb the round it is part of. */
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3})
    void aTaskMayRunStepsOnTheSamePool(int threads) {
        Workers workers = new Workers(threads);
        AtomicInteger inner = new AtomicInteger();
        AtomicInteger outer = new AtomicInteger();
        Step nested = step(5, task -> {
            workers.run(new Step[] {step(4, t -> inner.incrementAndGet())});
            outer.incrementAndGet();
        });
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int round = 1; round <= 500; round++) {
                workers.run(new Step[] {nested});
                assertEquals(5 * round, outer.get());
                assertEquals(20 * round, inner.get());
            }
        });
    }

    @Test
    void atLeastOneThread() {
        assertEquals("The number of threads must be 1 or more, but 0 was asked for.",
                assertThrows(DypException.class, () -> new Workers(0)).getMessage());
    }
}
