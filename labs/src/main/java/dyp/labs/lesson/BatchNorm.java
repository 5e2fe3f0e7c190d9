package dyp.labs.lesson;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.relu;
import static dyp.optim.Optimizers.sgd;

import dyp.data.Dataset;
import dyp.nn.Layer;
import dyp.tensor.DypException;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * What batch normalization changes: each neuron's sums are brought to mean 0 and deviation 1 over the batch, so no layer has to follow the scale of the one
 * before it, and learning rates work that blow up the same network without it. Ioffe and Szegedy 2015.
 */
final class BatchNorm {
    static final double[] RATES = {0.003, 0.03, 0.3, 1, 3};
    private static final int DEPTH = 5;

    /** The share of unseen points told apart; one third is guessing. */
    static double learn(boolean normalized, double rate, long seed) {
        List<Layer> layers = new ArrayList<>(List.of(input(2)));
        for (int i = 0; i < DEPTH; i++) {
            if (normalized) {
                layers.addAll(List.of(dense(32).useBias(false), batchNormalization().momentum(0.9), relu()));
            } else {
                layers.add(dense(32, RELU));
            }
        }
        layers.add(dense(3));
        Model model = Sequential.of(layers.toArray(Layer[]::new)).seed(seed).compile(sgd(rate), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        Dataset train = Points.spirals(600, 3, 0.05, seed);
        try {
            model.fit(train, fit -> fit.epochs(15).batchSize(50).quiet());
        } catch (DypException e) {
            return 1.0 / 3; // the loss was no number any more: nothing learned
        }
        return model.evaluate(Points.spirals(600, 3, 0.05, seed + 1_000_000)).get("accuracy");
    }

    void main(String[] args) {
        List<List<String>> rows = new ArrayList<>();
        for (double rate : RATES) {
            rows.add(List.of("" + rate, Show.number("%.1f%%", 100 * learn(false, rate, Show.seed(args))), Show.number("%.1f%%", 100 * learn(true, rate, Show.seed(args)))));
        }
        Show.say("Three spirals, %d hidden layers, 15 epochs; right on unseen points:", DEPTH);
        Show.table(List.of("learning rate", "plain", "batch-normalized"), rows);
        Show.say("With batch normalization it learns in the same time more, and over a far wider range of learning rates.");
    }
}
