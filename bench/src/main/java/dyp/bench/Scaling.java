package dyp.bench;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static dyp.optim.Optimizers.adam;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.nn.Layer;
import dyp.op.Leaf.Variable;
import dyp.runtime.Program;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.TrainingStep;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Whether cost grows as the work grows: over depths and sizes of a model, and over sizes of a batch. Rows are printed as they are measured.
 *
 * @param cpu the processor's time of this thread in place of the clock's
 * @param largest parameters of the largest model: one of 100 million takes 2 GB
 */
record Scaling(int threads, boolean cpu, long largest) {
    private static final int BATCH = 32, BASE = 128, COMPILES = 7;
    private static final double STEP_SECONDS = 1;
    private static final int[] DEPTHS = {1, 2, 8, 32, 152}, BATCHES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
    private static final long[] SIZES = {1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    /**
     * One model's cost.
     *
     * @param compile milliseconds from the layers to a program, in a JVM that is warm: tracing, gradients, all passes, and the memory; the best,
     *     as some also wait for the garbage collector to free the one before
     * @param step milliseconds of a training step
     * @param bytes of weights and the optimizer's slots, and of the arena with gradients and activations
     * @param lines of the program
     */
    private record Cost(long parameters, double compile, double step, double bytes, double arena, int lines) {}

    String all() {
        measure(mlp(8, 32), BATCH); // warms the compiler up
        return "Dense layers as wide as they are long in, Adam, batch " + BATCH + "; compiled in a warm JVM.\n\n" + depths()
                + "\nResidual networks for 32x32x3, 16 channels wide at first, Adam, batch 8.\n\n" + residual()
                + "\nTraining steps over sizes of a batch, beside a batch of " + BASE + ".\n\n" + batches();
    }

    private String depths() {
        var table = new Table("layers", "parameters", "compile, ms", "ms a layer", "compile, ns a parameter", "a step, ms", "weights and slots, bytes a parameter",
                "arena, bytes a parameter");
        for (int depth : DEPTHS) {
            for (long size : SIZES) {
                int width = (int) Math.round(Math.sqrt((double) size / depth));
                if (width >= 4 && size <= largest) {
                    Cost c = measure(mlp(depth, width), BATCH);
                    table.row("%d | %,d | %.1f | %.2f | %.1f | %.2f | %.1f | %.1f", depth, c.parameters, c.compile, c.compile / depth, 1e6 * c.compile / c.parameters,
                            c.step, c.bytes / c.parameters, c.arena / c.parameters);
                }
            }
        }
        return table.toString();
    }

    private String residual() {
        var table = new Table("layers", "parameters", "steps of the program", "compile, ms", "ms a layer", "a step, ms", "weights and slots, bytes a parameter",
                "arena, MiB", "arena, MiB a layer");
        for (int depth : Networks.RESIDUAL) {
            Cost c = measure(Networks.residual(depth, 16), 8);
            double arena = c.arena / (1 << 20);
            table.row("%d | %,d | %d | %.1f | %.2f | %.2f | %.1f | %.1f | %.2f", depth, c.parameters, c.lines, c.compile, c.compile / depth, c.step,
                    c.bytes / c.parameters, arena, arena / depth);
        }
        return table.toString();
    }

    /** Networks of the workloads over sizes of a batch. */
    private String batches() {
        var table = new Table("network", "batch", "µs a sample", "beside batch " + BASE, "arena, KiB a sample", "beside batch " + BASE);
        for (var network : Map.<String, Supplier<Model>>of("W1", Networks::mlp, "W2", Networks::mnistCnn, "W6", Networks::signals).entrySet().stream()
                .sorted(Map.Entry.comparingByKey()).toList()) {
            Map<Integer, Cost> costs = new LinkedHashMap<>();
            costs.put(BASE, null); // measured first: what the others are compared with
            for (int batch : BATCHES) {
                costs.put(batch, null);
            }
            costs.replaceAll((batch, _) -> measure(network.getValue().get(), batch));
            for (int batch : BATCHES) {
                Cost c = costs.get(batch), base = costs.get(BASE);
                table.row("%s | %d | %.1f | %.2f | %.1f | %.2f", network.getKey(), batch, 1e3 * c.step / batch, c.step / batch / (base.step / BASE),
                        c.arena / 1024 / batch, c.arena / batch / (base.arena / BASE));
            }
        }
        return table.toString();
    }

    private static Model mlp(int depth, int width) {
        List<Layer> layers = new ArrayList<>(List.of(input(width)));
        for (int i = 1; i < depth; i++) {
            layers.add(dense(width, RELU));
        }
        layers.add(dense(width));
        return Sequential.of(layers.toArray(Layer[]::new));
    }

    private Cost measure(Model model, int batch) {
        var random = new Random(1);
        Shape shape = model.threads(threads).body().inputs().getFirst().shape().batch(batch);
        NDArray x = NDArray.generate(shape, _ -> random.nextGaussian());
        Batch data = new Batch(x, NDArray.of(new Random(2).ints(batch, 0, 4).toArray()));
        List<Double> compiled = new ArrayList<>();
        TrainingStep step = null;
        Program program = null;
        for (double spent = 0; compiled.size() < 3 || compiled.size() < COMPILES && spent < 1e3 * STEP_SECONDS; spent += compiled.getLast()) {
            step = null; // a large model's memory must not be there twice
            program = null;
            model.compile(adam(), sparseCategoricalCrossentropy().fromLogits());
            long start = now();
            step = model.trainingStep(Dataset.of(data.x(), data.y()));
            program = step.program(batch);
            compiled.add((now() - start) * 1e-6);
        }
        List<Double> run = new ArrayList<>();
        for (double spent = 0; run.size() < 7 || spent < 1e3 * STEP_SECONDS && run.size() < 1000; spent += run.getLast()) {
            long start = now();
            step.run(data);
            run.add((now() - start) * 1e-6);
        }
        long parameters = count(model.variables());
        return new Cost(parameters, Collections.min(compiled), median(run.subList(run.size() / 2, run.size())), 4.0 * (parameters + count(step.variables())),
                program.arenaBytes(), program.lines().size());
    }

    private long now() {
        return cpu ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : System.nanoTime();
    }

    private static double median(List<Double> values) {
        return Statistics.median(values.stream().mapToDouble(v -> v).toArray());
    }

    private static long count(List<Variable> variables) {
        return variables.stream().mapToLong(v -> v.value().size()).sum();
    }

    /** Rows that are printed at once. */
    private static final class Table {
        private final StringBuilder text = new StringBuilder();

        Table(String... columns) {
            line("| " + String.join(" | ", columns) + " |");
            line("|---".repeat(columns.length) + "|");
        }

        void row(String format, Object... values) {
            line("| " + String.format(Locale.ROOT, format, values) + " |");
        }

        private void line(String line) {
            System.out.println(line);
            text.append(line).append('\n');
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
