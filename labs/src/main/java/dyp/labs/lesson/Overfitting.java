package dyp.labs.lesson;

import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.optim.Optimizers.adam;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.nn.Layer;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Fit;
import dyp.train.History;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A task made to be learned by heart: two noisy moons in the first two columns, eighteen columns that say nothing, few samples and a network with many weights. For
 * the lessons on what helps.
 */
final class Overfitting {
    static final int COLUMNS = 20;
    private static final int SAMPLES = 160;

    private Overfitting() {}

    /** @param history of the fit, {@code val_loss} included */
    record Outcome(Model model, History history, double trainAccuracy, double testAccuracy, double trainLoss, double testLoss) {
        List<String> row(String name) {
            return List.of(name, Show.number("%.1f%%", 100 * trainAccuracy), Show.number("%.1f%%", 100 * testAccuracy), Show.number("%.3f", trainLoss),
                    Show.number("%.3f", testLoss), "" + history.epochs().size());
        }
    }

    static final List<String> HEAD = List.of("network", "right, learned", "right, unseen", "loss, learned", "loss, unseen", "epochs");

    static Dataset draw(int count, long seed) {
        Batch moons = Points.moons(count, 0.25, seed).toArrays();
        Random random = new Random(~seed);
        NDArray x = NDArray.generate(Shape.of(count, COLUMNS), i -> i % COLUMNS < 2 ? moons.x().get(i / COLUMNS, i % COLUMNS) : random.nextGaussian());
        return Dataset.of(x, moons.y());
    }

    /** Learns from a few samples; judged on many others. Losses are without penalties. */
    static Outcome learn(long seed, int epochs, Consumer<Fit> more, Layer... layers) {
        Dataset train = draw(SAMPLES, seed);
        Dataset test = draw(2000, seed + 1_000_000);
        Model model = Sequential.of(layers).seed(seed).compile(adam(0.003), binaryCrossentropy(), accuracy(), dyp.metric.Metrics.binaryCrossentropy());
        History history = model.fit(train, fit -> {
            fit.epochs(epochs).batchSize(32).validation(draw(400, seed + 2_000_000)).quiet();
            more.accept(fit);
        });
        Map<String, Double> learned = model.evaluate(train);
        Map<String, Double> unseen = model.evaluate(test);
        return new Outcome(model, history, learned.get("accuracy"), unseen.get("accuracy"), learned.get("binary_crossentropy"), unseen.get("binary_crossentropy"));
    }
}
