package dyp.train;

import dyp.runtime.Program;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.IntFunction;

/**
 * Programs of one purpose by batch size, made when first needed. A program serves one thread at a time, so each batch
 * size has as many as were ever busy at once; only the batch sizes used last are kept.
 */
final class ProgramPool {
    private static final int SIZES = 8;

    private final IntFunction<Program> compile;
    private final Map<Integer, Queue<Program>> idle = new LinkedHashMap<>(SIZES, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Queue<Program>> eldest) {
            return size() > SIZES;
        }
    };

    ProgramPool(IntFunction<Program> compile) {
        this.compile = compile;
    }

    /** A program for a batch of n that nobody else uses until it is given back. Allocates nothing where one is idle. */
    Program take(int n) {
        synchronized (idle) {
            Queue<Program> queue = idle.get(n);
            Program program = queue == null ? null : queue.poll();
            if (program != null) {
                return program;
            }
        }
        return compile.apply(n);
    }

    void giveBack(int n, Program program) {
        synchronized (idle) {
            Queue<Program> queue = idle.get(n);
            if (queue == null) {
                queue = new ArrayDeque<>();
                idle.put(n, queue);
            }
            queue.add(program);
        }
    }
}
