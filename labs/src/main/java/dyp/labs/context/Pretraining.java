package dyp.labs.context;

import static dyp.callback.Callbacks.backupAndRestore;
import static dyp.callback.Callbacks.lambdaCallback;
import static dyp.optim.Optimizers.adam;

import dyp.store.Npz;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.Training;
import dyp.train.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains the network on made-up tables. It can be stopped at any moment and started again: it goes on from the last checkpoint to the same bits.
 *
 * @param network what learns
 * @param curriculum what it learns from
 * @param steps in all
 * @param falling the last so many steps have a falling rate
 * @param batch samples of the curriculum in a step
 * @param rate of learning at its highest
 * @param every so many steps there is a checkpoint and a line
 */
record Pretraining(ContextNetwork network, Curriculum curriculum, int steps, int falling, int batch, double rate, int every) {
    static final long SEED = 1;
    /** The first so many steps have a rising rate. */
    private static final int RISING = 200;
    /** As the weights in this module were made. */
    static final ContextNetwork NETWORK = new ContextNetwork(64, 4, 128, 2);

    static Pretraining usual(int steps, int falling) {
        return new Pretraining(NETWORK, Curriculum.usual(SEED), steps, falling, 2, 2e-3, 100);
    }

    Model model(int threads) {
        return Sequential.of(curriculum.judged(network).named("context")).seed(curriculum.seed()).threads(threads)
                .compile(adam(new Trapezoid(rate, RISING, falling, steps)).beta2(0.98).globalClipNorm(1), (target, loss) -> loss.reshape(loss.shape().dim(0)));
    }

    /**
     * Trains, or goes on.
     *
     * @param folder of the checkpoint
     * @param say takes a line now and then
     * @return the weights by name, as {@link ContextNetwork} asks for them
     */
    Map<String, NDArray> run(Path folder, int threads, Consumer<String> say) {
        Model model = model(threads);
        double[] since = {0, System.nanoTime()};
        model.fit(curriculum.dataset(steps * batch), fit -> fit.batchSize(batch).shuffle(false).quiet()
                .callbacks(lambdaCallback().onBatchEnd(t -> report(t, since, say)), backupAndRestore(folder).every(every).deleteCheckpoint(false)));
        return weights(model);
    }

    /** Mean loss and seconds per step since the last report. */
    private void report(Training t, double[] since, Consumer<String> say) {
        double loss = t.trainingStep().loss();
        since[0] += loss / every;
        if (t.totalSteps() % every == 0) {
            say.accept(String.format(Locale.ROOT, "step %d of %d: loss %.4f, %.2f s a step", t.totalSteps(), t.steps(), since[0], (System.nanoTime() - since[1]) / 1e9 / every));
            since[0] = 0;
            since[1] = System.nanoTime();
        }
    }

    static Map<String, NDArray> weights(Model model) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        Weights.of(model).byName().forEach((name, value) -> weights.put(name.substring(name.indexOf('/') + 1), value));
        return weights;
    }

    /** {@code Pretraining STEPS FALLING FOLDER FILE.npz [THREADS]}. */
    public static void main(String[] args) {
        Pretraining training = usual(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        System.out.printf(Locale.ROOT, "%s; %.1f GFLOP a step%n", training.curriculum, training.curriculum.operations(training.network) * training.batch / 1e9);
        Npz.write(Path.of(args[3]), training.run(Path.of(args[2]), args.length > 4 ? Integer.parseInt(args[4]) : 1, System.out::println));
    }
}
