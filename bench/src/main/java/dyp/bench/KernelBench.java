package dyp.bench;

import dyp.runtime.Step;
import java.util.Arrays;

/**
 * Measures every heavy kernel as a share of what this machine can do, so that a cliff shows up as a number.
 *
 * <p>The machine may be busy and its clock may change: each sample of a kernel is compared with a sample of the peak taken
 * just before it, and the median of these shares is printed.
 *
 * <p>Arguments: words that a case's name must contain one of (all cases without any); {@code -Dbench.threads=1,2},
 * {@code -Dbench.rounds=15}.
 */
public final class KernelBench {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 15);
    private static final long SAMPLE_NANOS = 4_000_000, WARM_NANOS = 400_000_000;

    private final Arena arena = new Arena(Cases.arenaFloats());
    private final Peak peak = new Peak();

    private KernelBench() {}

    /** Prints the table. */
    public static void main(String[] words) {
        var bench = new KernelBench();
        int[] counts = Arrays.stream(System.getProperty("bench.threads", "1,2").split(",")).mapToInt(Integer::parseInt).toArray();
        for (int threads : counts) {
            try (var team = new Team(threads)) {
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
        System.out.printf("%-48s %10s %9s %6s %7s%n", "kernel", "time", "GFLOP/s", "peak", "GB/s");
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
        for (int i = 0; i < ROUNDS; i++) {
            double top = Peak.flops(team.threads()) / Math.min(nanos(team, fma, 1), nanos(team, fma, 1));
            times[i] = nanos(team, kernel, repeats);
            shares[i] = c.flops() / times[i] / top;
        }
        double time = median(times);
        System.out.printf("%-48s %7.3f ms %9.1f %6.2f %7.1f%n",
                c.name(), time / 1e6, c.flops() / time, median(shares), c.bytes() / time);
    }

    private static double median(double[] values) {
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

    private static double nanos(Team team, Step[] steps, int repeats) {
        long start = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
            team.run(steps);
        }
        return Math.max(1, (System.nanoTime() - start) / (double) repeats);
    }
}
