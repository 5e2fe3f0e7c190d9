package dyp.bench;

import dyp.runtime.Engine;
import dyp.runtime.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the machine can do at best, on some threads.
 *
 * @param peak multiply-adds in registers, operations per second
 * @param copy bytes read and written per second, copying one large array to another
 * @param triad the same of a = b + s c
 */
record Machine(int threads, double peak, double copy, double triad) {
    /** 64 MiB each, so that no cache of a core holds them; a large shared cache may. */
    private static final int FLOATS = 1 << 24;
    private static final int ROUNDS = 15;

    static Machine measure(int threads) {
        Engine engine = Engine.threads(threads);
        Peak peak = new Peak();
        Step[] fma = peak.step(threads);
        float[] a = new float[FLOATS], b = new float[FLOATS], c = new float[FLOATS];
        Step[] copy = peak.copy(a, b), triad = peak.triad(a, b, c);
        for (int i = 0; i < 30; i++) {
            engine.workers().run(fma);
            engine.workers().run(copy);
            engine.workers().run(triad);
        }
        // The best, as others may use the machine.
        double flops = 0, copied = 0, summed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            flops = Math.max(flops, Measurement.peak(engine, fma, threads, System::nanoTime));
            copied = Math.max(copied, 8.0 * FLOATS / seconds(engine, copy));
            summed = Math.max(summed, 12.0 * FLOATS / seconds(engine, triad));
        }
        return new Machine(threads, flops, copied, summed);
    }

    private static double seconds(Engine engine, Step[] steps) {
        long start = System.nanoTime();
        engine.workers().run(steps);
        return (System.nanoTime() - start) * 1e-9;
    }

    double bandwidth() {
        return Math.max(copy, triad);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d thread%s: FMA peak %.1f GFLOP/s, copy %.1f GB/s, triad %.1f GB/s", threads, threads == 1 ? "" : "s",
                peak / 1e9, copy / 1e9, triad / 1e9);
    }

    /** Of the words that {@link #toString} gives. */
    static Machine parse(String line) {
        double[] n = Arrays.stream(line.replaceAll("[^0-9. ]", "").trim().split(" +")).mapToDouble(Double::parseDouble).toArray();
        return new Machine((int) n[0], n[1] * 1e9, n[2] * 1e9, n[3] * 1e9);
    }

    /** The processor's name, as the system gives it. */
    static String processor() {
        Path info = Path.of("/proc/cpuinfo");
        try {
            String name = !Files.exists(info) ? System.getProperty("os.arch") : Files.readAllLines(info).stream()
                    .filter(l -> l.startsWith("model name")).map(l -> l.substring(l.indexOf(':') + 2)).findFirst().orElse("unknown");
            return Runtime.getRuntime().availableProcessors() + " cores of " + name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
