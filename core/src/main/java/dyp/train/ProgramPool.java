package dyp.train;

import dyp.runtime.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Programs of one purpose by batch size, made when first needed. A program serves one thread at a time, so each batch
 * size has as many as were ever busy at once; only the batch sizes used last are kept.
 */
final class ProgramPool {
    private static final int SIZES = 8;

    private record Idle(int batchSize, ArrayDeque<Program> programs) {}

    private final IntFunction<Program> compile;
    /** The batch size used last stands last. A list and no map, whose boxed keys a step would allocate. */
    private final List<Idle> idle = new ArrayList<>();

    ProgramPool(IntFunction<Program> compile) {
        this.compile = compile;
    }

    /** A program for a batch of n that nobody else uses until it is given back. Allocates nothing where one is idle. */
    Program take(int n) {
        synchronized (idle) {
            Idle known = find(n);
            if (known != null && !known.programs.isEmpty()) {
                return known.programs.poll();
            }
        }
        return compile.apply(n);
    }

    void giveBack(int n, Program program) {
        synchronized (idle) {
            Idle known = find(n);
            if (known == null) {
                known = new Idle(n, new ArrayDeque<>());
                idle.add(known);
                if (idle.size() > SIZES) {
                    idle.removeFirst();
                }
            }
            known.programs.add(program);
        }
    }

    private Idle find(int n) {
        for (int i = idle.size() - 1; i >= 0; i--) {
            if (idle.get(i).batchSize == n) {
                Idle found = idle.remove(i);
                idle.add(found);
                return found;
            }
        }
        return null;
    }
}
