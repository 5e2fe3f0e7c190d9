package dyp.bench;

import dyp.runtime.Step;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Measures every heavy kernel as a share of what this machine can do at this width of vectors, so that a cliff shows up as a number.
 *
 * <p>As for a workload, the share is the time that the kernel's operations take at the FMA peak, or its bytes at the bandwidth, whichever
 * is longer, over the time measured. The machine may be busy and its clock may change: each sample of a kernel is compared with a sample
 * of its own bound taken just before it, and the median of these shares counts. What lies in a cache can have a share above 1.
 */
final class KernelBench implements AutoCloseable {
    /**
     * How much is measured.
     *
     * @param cpu the processor's time in place of the clock's: one thread only
     * @param quick a fifth of the time, for a first look
     */
    record Settings(int threads, boolean cpu, boolean quick) {
        private int rounds() {
            return quick ? 5 : 15;
        }

        private double sampleNanos() {
            return quick ? 1e6 : 2e6;
        }

        private double warmNanos() {
            return quick ? 1e8 : 4e8;
        }
    }

    /** One kernel's result; the time in nanoseconds. */
    private record Row(Cases.Case kernel, double time, double share, boolean bytesBound) {
        private String line() {
            return String.format(Locale.ROOT, "| %-44s | %9.4f | %8.1f | %6.1f | %5.2f | %-6s |", kernel.name(), time / 1e6, kernel.flops() / time,
                    kernel.bytes() / time, share, bytesBound ? "memory" : "FMA");
        }

        private String brief() {
            return String.format(Locale.ROOT, "%s %.2f", kernel.name().strip(), share);
        }
    }

    /** Floats of an array that is copied: 64 MiB, as for workloads. */
    private static final int COPIED = 1 << 24;

    private final Settings settings;
    private final Team team;
    private final Arena arena = new Arena(Cases.arenaFloats());
    private final Step[] fma, copy, triad;

    private KernelBench(Settings settings) {
        this.settings = settings;
        team = new Team(settings.threads);
        Peak peak = new Peak();
        float[] a = new float[COPIED], b = new float[COPIED], c = new float[COPIED];
        fma = peak.step(settings.threads);
        copy = peak.copy(a, b);
        triad = peak.triad(a, b, c);
    }

    /** Prints the table of the kernels whose name contains one of these words, of all without any; below it, the kernels under one half. */
    static void print(Settings settings, String... words) {
        try (var bench = new KernelBench(settings)) {
            bench.print(Cases.all().stream().filter(c -> words.length == 0 || Arrays.stream(words).anyMatch(w -> c.name().toLowerCase().contains(w.toLowerCase()))).toList());
        }
    }

    private void print(List<Cases.Case> kernels) {
        for (Step[] steps : List.of(fma, copy, triad)) {
            warm(() -> team.run(steps));
        }
        System.out.printf(Locale.ROOT, "Vectors of %d bits, %d thread%s%s: FMA peak %.0f GFLOP/s, bandwidth %.1f GB/s.%n%n", Width.own(), team.threads(),
                team.threads() == 1 ? "" : "s", settings.cpu ? " by the processor's time" : "", best(false), best(true));
        System.out.printf("| %-44s | time, ms  | GFLOP/s  | GB/s   | share | bound  |%n|---|---|---|---|---|---|%n", "kernel");
        List<Row> rows = kernels.stream().map(this::row).toList();
        List<Row> low = rows.stream().filter(r -> r.share < 0.5).sorted(Comparator.comparingDouble(Row::share)).toList();
        System.out.printf(Locale.ROOT, "%nThe lowest share is %s; of %d kernels %d lie under one half%s.%n",
                rows.stream().min(Comparator.comparingDouble(Row::share)).map(Row::brief).orElse("none"), rows.size(), low.size(),
                low.isEmpty() ? "" : low.stream().map(Row::brief).collect(Collectors.joining("; ", ": ", "")));
    }

    private Row row(Cases.Case c) {
        arena.clear();
        Runnable kernel = c.binder().bind(arena, team);
        warm(kernel);
        int repeats = (int) Math.max(1, settings.sampleNanos() / nanos(kernel, 3));
        boolean bytesBound = c.bytes() / best(true) > c.flops() / best(false);
        double[] shares = new double[settings.rounds()], times = new double[settings.rounds()];
        for (int i = 0; i < times.length; i++) {
            double atBest = (bytesBound ? c.bytes() : c.flops()) / bound(bytesBound);
            times[i] = nanos(kernel, repeats);
            shares[i] = atBest / times[i];
        }
        Row row = new Row(c, Statistics.median(times), Statistics.median(shares), bytesBound);
        System.out.println(row.line());
        return row;
    }

    /** Bytes, or operations, per nanosecond; the better of two, as others may use the machine. */
    private double bound(boolean bytes) {
        return bytes ? Math.max(8.0 * COPIED / nanos(() -> team.run(copy), 1), 12.0 * COPIED / nanos(() -> team.run(triad), 1))
                : Peak.flops(team.threads()) / Math.min(nanos(() -> team.run(fma), 1), nanos(() -> team.run(fma), 1));
    }

    private double best(boolean bytes) {
        double best = 0;
        for (int i = 0; i < 3; i++) {
            best = Math.max(best, bound(bytes));
        }
        return best;
    }

    /** Runs until the JIT has done its work. */
    private void warm(Runnable body) {
        long start = System.nanoTime();
        for (int i = 0; i < 5 || System.nanoTime() - start < settings.warmNanos(); i++) {
            body.run();
        }
    }

    private double nanos(Runnable body, int repeats) {
        return team.nanos(body, repeats, settings.cpu);
    }

    @Override
    public void close() {
        team.close();
    }
}
