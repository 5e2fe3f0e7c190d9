package dyp.labs.lesson;

import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.adam;

import dyp.nn.Layer;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * Exclusive or: what one neuron cannot learn, a hidden layer can. Two hidden neurons are enough to say it, but learning often gets stuck with so few; some
 * more make it easy. Rumelhart, Hinton and Williams 1986, "Learning representations by back-propagating errors".
 */
final class Xor {
    static final int STARTS = 10;
    private static final NDArray X = NDArray.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    private static final NDArray Y = NDArray.of(new float[] {0, 1, 1, 0});

    /** A network after learning; 0 hidden neurons: inputs straight to the output. */
    static Model learn(int hidden, long seed) {
        Layer out = dense(1, SIGMOID);
        Model model = (hidden == 0 ? Sequential.of(out) : Sequential.of(dense(hidden, TANH), out)).seed(seed);
        model.compile(adam(0.1), binaryCrossentropy(), accuracy());
        model.fit(X, Y, fit -> fit.epochs(200).batchSize(4).quiet());
        return model;
    }

    /** From how many of ten first weights all four answers come out right. */
    static int solved(int hidden, long seed) {
        int solved = 0;
        for (int start = 0; start < STARTS; start++) {
            solved += learn(hidden, STARTS * seed + start).evaluate(X, Y).get("accuracy") == 1 ? 1 : 0;
        }
        return solved;
    }

    void main(String[] args) {
        long seed = Show.seed(args);
        List<List<String>> rows = new ArrayList<>();
        for (int hidden : new int[] {0, 1, 2, 4, 8}) {
            rows.add(List.of("" + hidden, solved(hidden, seed) + " of " + STARTS));
        }
        Show.table(List.of("hidden neurons", "starts that end with all four right"), rows);
        Show.say("Answers of 8 hidden neurons to 00 01 10 11, which should be 0 1 1 0: %s", learn(8, seed).predict(X).reshape(4));
        Show.say("No line parts the two classes, so without a hidden layer it cannot be learned; with one it can, and more easily where there are neurons to spare.");
    }
}
