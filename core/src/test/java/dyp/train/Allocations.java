package dyp.train;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the bytes that the threads which compute allocate: the caller and all of {@code dyp-worker-*}. By the JVM's own
 * counters, which are exact.
 */
public final class Allocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Vector code that is still interpreted allocates; compiled, it does not. Flat for so many rounds, it never will be. */
    private static final int WARM_UP_ROUNDS = 1000;
    private static final int FLAT_ROUNDS = 400;
    /** Rounds in a row that have to be clean: a thread meets some tasks only now and then, when it helps another. */
    private static final int CLEAN_ROUNDS = 40;
    /** Runs in the window that counts. */
    static final int WINDOW = 200;
    /** The JIT may throw a method away and compile it anew at any time, and until then its vectors are boxed: then all begins again. */
    private static final int ATTEMPTS = 3;

    private final Thread[] threads;
    private final long[] ids;

    private Allocations() {
        Thread caller = Thread.currentThread();
        threads = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t == caller || t.getName().startsWith("dyp-worker-")).toArray(Thread[]::new);
        ids = new long[threads.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = threads[i].threadId();
        }
    }

    /**
     * Repeats the work until some runs of it allocate what they should: {@code floor} bytes each on the calling thread and
     * 0 on every other. Then measures {@link #WINDOW} runs.
     *
     * @param runs how many between two looks while warming up
     * @param floor what one run may allocate on the calling thread
     * @return bytes in the window by thread, where they are not as they should be
     */
    public static Map<String, Long> steady(Runnable work, int runs, long floor) {
        work.run();
        Allocations a = new Allocations();
        long[] bytes = new long[a.ids.length];
        long[] before = new long[a.ids.length];
        Map<String, Long> found = Map.of();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            a.warmUp(work, runs, floor, before, bytes);
            a.measure(work, WINDOW, before, bytes);
            found = a.unexpected(bytes, WINDOW * floor);
            if (found.isEmpty()) {
                break;
            }
        }
        return found;
    }

    private void warmUp(Runnable work, int runs, long floor, long[] before, long[] bytes) {
        Map<String, Long> last = Map.of();
        for (int round = 0, flat = 0, clean = 0; round < WARM_UP_ROUNDS && flat < FLAT_ROUNDS && clean < CLEAN_ROUNDS; round++) {
            measure(work, runs, before, bytes);
            Map<String, Long> now = unexpected(bytes, runs * floor);
            clean = now.isEmpty() ? clean + 1 : 0;
            flat = clean == 0 && now.equals(last) ? flat + 1 : 0;
            last = now;
        }
    }

    private void measure(Runnable work, int runs, long[] before, long[] bytes) {
        for (int i = 0; i < ids.length; i++) {
            before[i] = THREADS.getThreadAllocatedBytes(ids[i]);
        }
        for (int i = 0; i < runs; i++) {
            work.run();
        }
        for (int i = 0; i < ids.length; i++) {
            bytes[i] = THREADS.getThreadAllocatedBytes(ids[i]) - before[i];
        }
    }

    private Map<String, Long> unexpected(long[] bytes, long floor) {
        Map<String, Long> found = new TreeMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] != (threads[i] == Thread.currentThread() ? floor : 0)) {
                found.put(threads[i].getName() + " " + ids[i], bytes[i]);
            }
        }
        return found;
    }
}
