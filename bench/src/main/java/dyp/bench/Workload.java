package dyp.bench;

import dyp.runtime.Program;
import java.util.function.IntFunction;

/**
 * Something a user does, whose speed is measured.
 *
 * @param id as in {@code W5-8}: the workload, and its variant where it has several
 * @param samples how many samples one run takes
 * @param make sets it up on so many threads
 */
record Workload(String id, String title, Kind kind, int samples, IntFunction<Task> make) {
    /** LEARN: a step of training. ASK: inference. MULTIPLY: a matrix product. */
    enum Kind { LEARN, ASK, MULTIPLY }

    /**
     * A workload set up: its data made, its program compiled.
     *
     * @param bytes the least that a run moves: what it takes and the weights once, and once more what it changes
     */
    record Task(Runnable run, Program program, double bytes) {
        /** Operations of products and convolutions, counted directly in the program's own plan. */
        double flops() {
            return program.lines().stream().filter(l -> !l.op().startsWith("  ")).mapToDouble(l -> l.cost().flops()).sum();
        }
    }

    /** Is it one answer that is waited for, rather than many that are worked off? */
    boolean latency() {
        return id.equals("W10");
    }

    /** Threads that it always has, as in {@code W9-1024-2}; 0 where it takes what there are. */
    int threads() {
        return kind == Kind.MULTIPLY ? Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)) : 0;
    }

    /** Operations of a matrix product. */
    double products() {
        double n = Double.parseDouble(id.split("-")[1]);
        return 2 * n * n * n;
    }

    /** Is this the workload, or a variant of the one, that a user calls so? */
    boolean matches(String name) {
        return id.equalsIgnoreCase(name) || id.toLowerCase().startsWith(name.toLowerCase() + "-");
    }
}
