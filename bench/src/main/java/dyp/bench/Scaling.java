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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Whether cost grows as the work grows: over depths and sizes of a model, and over sizes of a batch. */
final class Scaling {
    private static final int BATCH = 32, REPEAT = 5;
    private static final int[] DEPTHS = {1, 2, 8, 32, 152}, BATCHES = {32, 64, 128, 256, 512};
    private static final long[] SIZES = {1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    /**
     * One model's cost.
     *
     * @param compile milliseconds from the layers to a program, in a JVM that is warm
     * @param step milliseconds of a training step
     * @param bytes of weights and the optimizer's slots, and of the arena with gradients and activations
     */
    private record Cost(long parameters, double compile, double step, double bytes, double arena) {}

    private Scaling() {}

    /** Layers as wide as they are long in, of about so many parameters in all. */
    static String depths() {
        StringBuilder out = new StringBuilder("| layers | parameters | compile, ms | ms a layer | a step, ms | weights and slots, bytes a parameter | arena, bytes a parameter |\n"
                + "|---|---|---|---|---|---|---|\n");
        cost(mlp(8, 32), BATCH, REPEAT * 8); // warms the compiler up
        for (int depth : DEPTHS) {
            for (long size : SIZES) {
                int width = (int) Math.round(Math.sqrt((double) size / depth));
                if (width >= 4) {
                    Cost c = cost(mlp(depth, width), BATCH, size > 1_000_000 ? 3 : REPEAT);
                    out.append(String.format(Locale.ROOT, "| %d | %,d | %.1f | %.2f | %.2f | %.1f | %.1f |%n", depth, c.parameters, c.compile,
                            c.compile / depth, c.step, c.bytes / c.parameters, c.arena / c.parameters));
                }
            }
        }
        return out.toString();
    }

    /** The networks of W1 and W2 over sizes of a batch. */
    static String batches() {
        StringBuilder out = new StringBuilder("| network | batch | µs a sample | arena, KiB a sample |\n|---|---|---|---|\n");
        for (String name : List.of("W1", "W2")) {
            for (int batch : BATCHES) {
                Cost c = cost(name.equals("W1") ? Networks.mlp() : Networks.mnistCnn(), batch, REPEAT * 20);
                out.append(String.format(Locale.ROOT, "| %s | %d | %.1f | %.1f |%n", name, batch, 1e3 * c.step / batch, c.arena / 1024 / batch));
            }
        }
        return out.toString();
    }

    private static Model mlp(int depth, int width) {
        List<Layer> layers = new ArrayList<>(List.of(input(width)));
        for (int i = 1; i < depth; i++) {
            layers.add(dense(width, RELU));
        }
        layers.add(dense(width));
        return Sequential.of(layers.toArray(Layer[]::new));
    }

    private static Cost cost(Model model, int batch, int repeat) {
        var random = new Random(1);
        Shape shape = model.body().inputs().getFirst().shape().batch(batch);
        NDArray x = NDArray.generate(shape, _ -> random.nextGaussian());
        Batch data = new Batch(x, NDArray.of(new Random(2).ints(batch, 0, 4).toArray()));
        double[] compiled = new double[Math.min(repeat, REPEAT)];
        TrainingStep step = null;
        Program program = null;
        for (int i = 0; i < compiled.length; i++) {
            model.compile(adam(), sparseCategoricalCrossentropy().fromLogits());
            long start = System.nanoTime();
            step = model.trainingStep(Dataset.of(data.x(), data.y()));
            program = step.program(batch);
            compiled[i] = (System.nanoTime() - start) * 1e-6;
        }
        double[] run = new double[repeat];
        for (int i = -3; i < repeat; i++) {
            long start = System.nanoTime();
            step.run(data);
            run[Math.max(i, 0)] = (System.nanoTime() - start) * 1e-6;
        }
        long parameters = count(model.variables());
        return new Cost(parameters, Statistics.median(compiled), Statistics.median(run), 4.0 * (parameters + count(step.variables())), program.arenaBytes());
    }

    private static long count(List<Variable> variables) {
        return variables.stream().mapToLong(v -> v.value().size()).sum();
    }
}
