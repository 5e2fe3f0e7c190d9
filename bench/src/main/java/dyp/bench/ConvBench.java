package dyp.bench;

import dyp.cpu.vector.ConvGeometry;
import dyp.cpu.vector.ConvPart;
import dyp.runtime.Step;
import java.util.List;

/**
 * Checks the choice between the two ways of a 3x3 convolution: each shape by both, in turn in the same run, beside what the cost model
 * expects. A choice of Winograd that loses more than a tenth is marked, and so is a choice of the direct kernel where Winograd is half
 * as quick again; then the exit code is 1. Options: {@code -Dbench.rounds=11}, and
 * {@code -Dbench.cpu=true} to count the processor's time in place of the clock's, on a machine that others use (it does not see threads
 * that wait for each other).
 */
public final class ConvBench {
    private static final boolean CPU_TIME = Boolean.getBoolean("bench.cpu");
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 11);
    private static final long WARM_NANOS = 500_000_000;

    private final Arena arena = new Arena(Cases.arenaFloats());
    private boolean failed;

    private ConvBench() {}

    /** Prints a table for each number of threads in {@code -Dbench.threads=1,2}. */
    public static void main(String[] args) {
        var bench = new ConvBench();
        for (String threads : System.getProperty("bench.threads", "1,2").split(",")) {
            try (var team = new Team(Integer.parseInt(threads))) {
                System.out.printf("%n%s thread(s)%n%-44s %-16s %9s %9s %6s %6s%n", threads, "3x3 convolution", "", "direct", "Winograd",
                        "times", "model");
                shapes().forEach(g -> bench.measure(team, g));
            }
        }
        System.exit(bench.failed ? 1 : 0);
    }

    private static List<ConvGeometry> shapes() {
        return List.of(shape(32, 32, 64, 64), shape(32, 16, 128, 128), shape(32, 8, 256, 256), shape(32, 4, 512, 512), shape(8, 56, 64, 64),
                shape(128, 24, 32, 64), shape(128, 28, 8, 16), shape(32, 32, 3, 64), shape(8, 64, 16, 16), shape(8, 32, 16, 32),
                shape(8, 32, 64, 16), shape(32, 6, 64, 64), shape(32, 4, 64, 64), shape(4, 14, 256, 256), shape(4, 7, 512, 512),
                shape(1, 56, 64, 64), shape(1, 14, 256, 256), shape(1, 7, 512, 512));
    }

    private static ConvGeometry shape(int n, int size, int in, int out) {
        return new ConvGeometry(n, size, size, in, size, size, out, 3, 3, 1, 1, 1, 1, 1, 1, 1);
    }

    private void measure(Team team, ConvGeometry g) {
        for (ConvPart part : ConvPart.values()) {
            Step[] direct = bind(part, g, false, team.threads()), winograd = bind(part, g, true, team.threads());
            for (long start = System.nanoTime(); System.nanoTime() - start < WARM_NANOS; ) {
                team.run(direct);
                team.run(winograd);
            }
            double[] times = new double[ROUNDS], others = new double[ROUNDS], ratios = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                times[i] = team.nanos(() -> team.run(direct), 1, CPU_TIME) / 1e6;
                others[i] = team.nanos(() -> team.run(winograd), 1, CPU_TIME) / 1e6;
                ratios[i] = times[i] / others[i];
            }
            double ratio = Statistics.median(ratios);
            boolean wrong = part.prefersWinograd(g) ? ratio < 0.9 : ratio > 1.5;
            failed |= wrong;
            System.out.printf("%-44s %-16s %6.3f ms %6.3f ms %6.2f %6.2f%s%n",
                    "%d of %dx%d, %d→%d".formatted(g.n(), g.h(), g.w(), g.cin(), g.cout()), part.name().toLowerCase().replace('_', ' '),
                    Statistics.median(times), Statistics.median(others), ratio, part.estimate(g), wrong ? "  WRONG" : "");
        }
    }

    /** Both ways write to the same places. */
    private Step[] bind(ConvPart part, ConvGeometry g, boolean winograd, int lanes) {
        arena.clear();
        long pixels = (long) g.n() * g.h() * g.w(), x = pixels * g.cin(), y = pixels * g.cout(), kernel = 9L * g.cin() * g.cout();
        float[] f = arena.floats;
        int a = arena.take(part == ConvPart.INPUT_GRADIENT ? y : x), b = arena.take(part == ConvPart.KERNEL_GRADIENT ? y : kernel);
        int c = arena.take(Math.max(kernel, Math.max(x, y))), scratch = arena.take(part.scratchFloats(g, winograd, lanes));
        return part.bind(g, winograd, f, a, f, b, f, c, f, scratch, lanes, null);
    }
}
