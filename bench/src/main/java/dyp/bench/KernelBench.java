package dyp.bench;

import dyp.runtime.Step;
import java.util.Arrays;

/**
 * Measures every heavy kernel as a share of what this machine can do, so that a cliff shows up as a number.
 *
 * <p>The machine may be busy and its clock may change: each sample of a kernel is compared with a sample of the peak taken
 * just before it, and the median of these shares is printed; beside it, the best sample over the best peak.
 *
 * <p>Arguments: words that a case's name must contain one of (all cases without any); {@code -Dbench.threads=1,2},
 * {@code -Dbench.rounds=15}, and
 * {@code -Dbench.cpu=true} to count the processor's time in place of the clock's, on a machine that others use (it does not
 * see threads that wait for each other).
 */
public final class KernelBench {
    private static final boolean CPU_TIME = Boolean.getBoolean("bench.cpu");
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 15);
    private static final long SAMPLE_NANOS = 2_000_000, WARM_NANOS = 400_000_000;

    private final Arena arena = new Arena(Cases.arenaFloats());
    private final Peak peak = new Peak();

    private KernelBench() {}

    /** Prints the table. */
    public static void main(String[] words) {
        var bench = new KernelBench();
        for (String threads : System.getProperty("bench.threads", "1,2").split(",")) {
            try (var team = new Team(Integer.parseInt(threads))) {
                bench.measure(team, words);
            }
        }
    }

    private void measure(Team team, String[] words) {
        Step[] fma = peak.step(team.threads()), read = peak.read(arena.floats, arena.floats.length);
        warm(team, fma);
        double bytes = 4.0 * arena.floats.length, gbps = 0;
        for (int i = 0; i < 8; i++) {
            gbps = Math.max(gbps, bytes / nanos(team, read, 1));
        }
        System.out.printf("%n%d thread%s: FMA peak %.0f GFLOP/s, reading %.1f GB/s%n", team.threads(),
                team.threads() == 1 ? "" : "s", best(team, fma), gbps);
        System.out.printf("%-44s %11s %8s %6s %6s %7s%n", "kernel", "time", "GFLOP/s", "share", "best", "GB/s");
        for (var c : Cases.all()) {
            if (words.length == 0 || Arrays.stream(words).anyMatch(c.name()::contains)) {
                arena.clear();
                row(team, c, c.binder().bind(arena, team.threads()), fma);
            }
        }
    }

    private double best(Team team, Step[] fma) {
        double best = 0;
        for (int i = 0; i < 20; i++) {
            best = Math.max(best, Peak.flops(team.threads()) / nanos(team, fma, 1));
        }
        return best;
    }

    private void row(Team team, Cases.Case c, Step[] kernel, Step[] fma) {
        warm(team, kernel);
        int repeats = (int) Math.max(1, SAMPLE_NANOS / nanos(team, kernel, 3));
        double[] shares = new double[ROUNDS], times = new double[ROUNDS];
        double bestTime = Double.MAX_VALUE, bestTop = 0;
        for (int i = 0; i < ROUNDS; i++) {
            double top = Peak.flops(team.threads()) / Math.min(nanos(team, fma, 1), nanos(team, fma, 1));
            times[i] = nanos(team, kernel, repeats);
            bestTime = Math.min(bestTime, times[i]);
            bestTop = Math.max(bestTop, top);
            shares[i] = c.flops() / times[i] / top;
        }
        double time = median(times);
        System.out.printf("%-44s %8.3f ms %8.1f %6.2f %6.2f %7.1f%n", c.name(), time / 1e6, c.flops() / time,
                median(shares), c.flops() / bestTime / bestTop, c.bytes() / time);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Runs until the JIT has done its work. */
    private static void warm(Team team, Step[] steps) {
        long start = System.nanoTime();
        for (int i = 0; i < 5 || System.nanoTime() - start < WARM_NANOS; i++) {
            team.run(steps);
        }
    }

    static double nanos(Team team, Step[] steps, int repeats) {
        long start = now(team);
        for (int i = 0; i < repeats; i++) {
            team.run(steps);
        }
        return Math.max(1, (now(team) - start) / (double) repeats);
    }

    private static long now(Team team) {
        return CPU_TIME ? team.cpuNanos() / team.threads() : System.nanoTime();
    }
}
