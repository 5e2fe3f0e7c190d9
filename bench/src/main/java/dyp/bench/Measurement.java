package dyp.bench;

import dyp.bench.Workload.Task;
import dyp.runtime.Engine;
import dyp.runtime.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures one workload in this process: warms up, then takes so many repetitions, each of some length, and the machine's peak
 * between them.
 *
 * @param repeat repetitions
 * @param warm seconds before the first
 * @param length seconds of each
 * @param cpu the processor's time of this thread in place of the clock's: for one thread on a machine that others use
 */
record Measurement(int repeat, double warm, double length, boolean cpu) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long now() {
        return cpu ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    Result of(Workload workload, Task task, int threads) {
        double once = warm(task);
        double rss = peakMemory(); // before the bench makes something of its own
        Step[] fma = new Peak().step(threads);
        Engine engine = Engine.threads(threads);
        double[] peaks = new double[repeat];
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < repeat; i++) {
            peaks[i] = peak(engine, fma, threads, this::now);
            double[] times = new double[(int) Math.max(1, Math.round(length / once))];
            double mean = run(task, times);
            // A single answer is waited for: there the usual time counts, elsewhere all that was done.
            seconds.add(workload.latency() ? Statistics.median(times) : mean);
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("rss", rss);
        numbers.put("flops", task.flops());
        numbers.put("bytes", task.bytes());
        numbers.put("arena", (double) task.program().arenaBytes());
        numbers.put("peak", Statistics.median(peaks));
        return new Result(seconds, numbers);
    }

    /** Until the time is over, and at least three runs; says how long the last runs took. */
    private double warm(Task task) {
        long start = System.nanoTime();
        double last = 0;
        for (int i = 0; i < 3 || (System.nanoTime() - start) * 1e-9 < warm; i++) {
            long before = now();
            task.run().run();
            double now = (now() - before) * 1e-9;
            last = last == 0 ? now : 0.8 * last + 0.2 * now;
        }
        return last;
    }

    /** The mean of the runs, whose times are put down. */
    private double run(Task task, double[] times) {
        long start = now();
        long before = start;
        for (int i = 0; i < times.length; i++) {
            task.run().run();
            long now = now();
            times[i] = (now - before) * 1e-9;
            before = now;
        }
        return (before - start) * 1e-9 / times.length;
    }

    /** Multiply-adds in registers, operations per second; the best of a few, as others may use the machine. */
    static double peak(Engine engine, Step[] fma, int threads, LongSupplier clock) {
        double best = 0;
        for (int i = 0; i < 8; i++) {
            long start = clock.getAsLong();
            engine.workers().run(fma);
            best = Math.max(best, Peak.flops(threads) / ((clock.getAsLong() - start) * 1e-9));
        }
        return best;
    }

    /** The most memory that this process ever had, in bytes; 0 where the system does not say. */
    static double peakMemory() {
        Path status = Path.of("/proc/self/status");
        try {
            return !Files.exists(status) ? 0 : Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM"))
                    .mapToDouble(l -> 1024 * Double.parseDouble(l.replaceAll("\\D", ""))).findFirst().orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
