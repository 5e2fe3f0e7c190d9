package dyp.labs.lesson;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.optim.Optimizers.adam;

import dyp.data.Dataset;
import dyp.labs.SyntheticDigits;
import dyp.op.Leaf.Variable;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Transfer learning in five lines: a network that has learned the digits 5 to 9 from many noisy pictures learns 0 to 4 from three of each, with a new head alone; beside one that
 * starts from nothing and learns all of its weights. The digits are drawn by a program; without the noise they are so easy that there is little to gain.
 */
final class Transfer {
    private static final int SIDE = SyntheticDigits.SIDE;
    static final int EACH = 3;
    static final int EPOCHS = 20;
    private static final double RATE = 2e-3;
    private static final double NOISE = 0.7;

    /**
     * The shares of unseen pictures that are told apart (one fifth is guessing), and how many weights learned for that.
     *
     * @param untouched whether the features are to the bit as they were
     */
    record Result(double transferred, double fromNothing, int headWeights, int allWeights, boolean untouched) {}

    static Result run(int each, int epochs, long seed) {
        Model base = fresh(seed).compile(adam(2e-3), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        base.fit(digits(5, 300, seed), fit -> fit.epochs(4).quiet());
        Dataset few = digits(0, each, seed + 1_000_000);
        Dataset unseen = digits(0, 100, seed + 2_000_000);

        List<NDArray> before = base.variables().stream().map(v -> v.value().copy()).toList();

        Model features = base.until("features").freeze();                                                    // 1 what it has learned to see
        Model mine = Sequential.of(features, dense(5)).seed(seed);                                           // 2 a new head on it
        mine.compile(adam(RATE), sparseCategoricalCrossentropy().fromLogits(), accuracy());                   // 3
        mine.fit(few, fit -> fit.epochs(epochs).quiet());                                                        // 4
        double transferred = mine.evaluate(unseen).get("accuracy");                                          // 5

        Model scratch = fresh(seed).compile(adam(RATE), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        scratch.fit(few, fit -> fit.epochs(epochs).quiet());
        List<NDArray> after = features.variables().stream().map(Variable::value).toList();
        return new Result(transferred, scratch.evaluate(unseen).get("accuracy"), weights(mine), weights(scratch), before.subList(0, after.size()).equals(after));
    }

    private static int weights(Model model) {
        return model.trainableVariables().stream().mapToInt(v -> v.value().size()).sum();
    }

    private static Model fresh(long seed) {
        return Sequential.of(input(SIDE, SIDE, 1), conv2d(8, 5, RELU).strides(2), maxPooling2d(2), conv2d(32, 3, RELU), flatten().named("features"), dense(5)).seed(seed);
    }

    /** So many pictures of each of five digits, which are counted from 0, with noise. */
    private static Dataset digits(int first, int each, long seed) {
        SyntheticDigits.Digits all = SyntheticDigits.generate(10 * each, seed);
        int[] rows = IntStream.range(0, all.count()).filter(i -> all.labels()[i] >= first && all.labels()[i] < first + 5).toArray();
        Random noise = new Random(seed);
        NDArray x = NDArray.generate(Shape.of(all.count(), SIDE, SIDE, 1), i -> (all.pixels()[i] & 255) / 255.0 + NOISE * noise.nextGaussian());
        return Dataset.of(x.rows(rows), NDArray.of(IntStream.of(rows).map(i -> all.labels()[i] - first).toArray()));
    }

    void main(String[] args) {
        Result result = run(EACH, EPOCHS, Show.seed(args));
        Show.table(List.of("learned 0 to 4 from " + EACH + " pictures of each", "weights that learned", "right on unseen pictures"), List.of(
                List.of("from nothing", "" + result.allWeights, Show.number("%.1f%%", 100 * result.fromNothing)),
                List.of("a head on features learned from 5 to 9", "" + result.headWeights, Show.number("%.1f%%", 100 * result.transferred))));
        Show.say("Edges and bends are the same in all digits, and what is noise too: with the features of 5 to 9 as they were (%s), a head alone is better at 0 to 4.",
                result.untouched ? "not a bit of them has changed" : "but they have changed");
    }
}
