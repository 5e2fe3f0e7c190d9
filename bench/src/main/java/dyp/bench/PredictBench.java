package dyp.bench;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;

import dyp.runtime.Step;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * One sample through an MLP 784-512-256-10: bound by reading the weights once, so it is compared with a plain read of as
 * many bytes, taken in turn in the same run. Prints medians, and the bytes that one prediction allocates.
 */
public final class PredictBench {
    private static final int ROUNDS = 41, REPEATS = 200;

    private PredictBench() {}

    /** Prints a line for each number of threads. */
    public static void main(String[] args) {
        for (String threads : System.getProperty("bench.threads", "1,2").split(",")) {
            try (var team = new Team(Integer.parseInt(threads))) {
                measure(team);
            }
        }
    }

    private static void measure(Team team) {
        Model model = Sequential.of(input(784), dense(512, RELU), dense(256, RELU), dense(10)).threads(team.threads());
        int weights = model.variables().stream().mapToInt(v -> v.value().size()).sum();
        NDArray x = NDArray.generate(Shape.of(1, 784), i -> i % 7 / 7.0);
        Step[] read = new Peak().read(new float[weights], weights);
        for (int i = 0; i < 20_000; i++) {
            model.predict(x);
            team.run(read);
        }
        double[] predict = new double[ROUNDS], bytes = new double[ROUNDS], ratio = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            predict[round] = time(() -> model.predict(x));
            bytes[round] = time(() -> team.run(read));
            ratio[round] = predict[round] / bytes[round];
        }
        var bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = bean.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
            model.predict(x);
        }
        long allocated = (bean.getCurrentThreadAllocatedBytes() - before) / 1000;
        System.out.printf("%d thread(s): predict %.1f µs, reading its %.2f MB of weights %.1f µs, ratio %.2f; %d bytes allocated a call%n",
                team.threads(), median(predict), weights * 4e-6, median(bytes), median(ratio), allocated);
    }

    private static double time(Runnable body) {
        long start = System.nanoTime();
        for (int i = 0; i < REPEATS; i++) {
            body.run();
        }
        return (System.nanoTime() - start) / 1e3 / REPEATS;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
