package dyp.labs.lesson;

import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static dyp.optim.Optimizers.sgd;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.labs.lesson.MiniNet.Loss;
import dyp.loss.Losses;
import dyp.op.Leaf.Variable;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A framework of one's own ({@link MiniNet}) on the classical exercises: points of two classes and of several, a curve, and classes that no line parts; each
 * without a hidden layer and with one. And then the same network, from the same weights and with the same batches, by Dyp: the same numbers come out.
 */
final class OwnFramework {
    private static final int HIDDEN = 16;
    private static final int EPOCHS = 100;
    private static final int BATCH = 10;
    private static final double RATE = 0.1;

    /** An exercise. @param outputs of the network */
    enum Task {
        TWO_CLASSES("two classes, clouds", Loss.LOGISTIC, 1),
        MOONS("two classes, moons", Loss.LOGISTIC, 1),
        RINGS("two classes, a ring around a disc", Loss.LOGISTIC, 1),
        MANY_CLASSES("five classes, softmax", Loss.SOFTMAX, 5),
        SPIRALS("three classes, spirals", Loss.SOFTMAX, 3),
        CURVE("a curve, sin(2x)", Loss.SQUARED, 1);

        final String words;
        final Loss loss;
        final int outputs;

        Task(String words, Loss loss, int outputs) {
            this.words = words;
            this.loss = loss;
            this.outputs = outputs;
        }

        Dataset draw(int count, long seed) {
            return switch (this) {
                case TWO_CLASSES -> Points.clouds(count, 0.6, seed);
                case MOONS -> Points.moons(count, 0.15, seed);
                case RINGS -> Points.rings(count, 0.1, seed);
                case MANY_CLASSES -> Points.petals(count, outputs, 0.3, seed);
                case SPIRALS -> Points.spirals(count, outputs, 0.05, seed);
                case CURVE -> curve(count, seed);
            };
        }
    }

    private static Dataset curve(int count, long seed) {
        Random random = new Random(seed);
        NDArray x = NDArray.generate(Shape.of(count, 1), i -> 4 * random.nextDouble() - 2);
        return Dataset.of(x, NDArray.generate(Shape.of(count), i -> StrictMath.sin(2 * x.at(i)) + 0.1 * random.nextGaussian()));
    }

    static MiniNet network(Task task, int inputs, boolean hidden, Random random) {
        return hidden ? new MiniNet(new MiniNet.Dense(inputs, HIDDEN, random), new MiniNet.Tanh(), new MiniNet.Dense(HIDDEN, task.outputs, random))
                : new MiniNet(new MiniNet.Dense(inputs, task.outputs, random));
    }

    /** On points that it has not seen: the share told apart; of the curve, the share of its variance that is explained. */
    static double score(Task task, boolean hidden, long seed) {
        Dataset train = task.draw(300, seed);
        MiniNet net = network(task, train.sampleShape().size(), hidden, new Random(seed));
        net.fit(inputs(train), targets(train), task.loss, EPOCHS, BATCH, RATE, new Random(seed));
        Dataset test = task.draw(500, seed + 1_000_000);
        double[][] x = inputs(test);
        double[] y = targets(test);
        double mean = IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElseThrow();
        double wrong = 0;
        double all = 0;
        for (int i = 0; i < y.length; i++) {
            double[] out = net.predict(x[i]);
            wrong += task.loss == Loss.SQUARED ? (out[0] - y[i]) * (out[0] - y[i]) : answer(out) == y[i] ? 0 : 1;
            all += task.loss == Loss.SQUARED ? (y[i] - mean) * (y[i] - mean) : 1;
        }
        return 1 - wrong / all;
    }

    private static int answer(double[] out) {
        if (out.length == 1) {
            return out[0] > 0 ? 1 : 0;
        }
        return IntStream.range(0, out.length).reduce(0, (best, k) -> out[k] > out[best] ? k : best);
    }

    /** How far, at most, the two frameworks' outputs are apart after ten epochs from the same weights with the same batches. */
    static double difference(Task task, long seed) {
        Dataset train = task.draw(100, seed);
        int width = train.sampleShape().size();
        MiniNet mine = network(task, width, true, new Random(seed));
        Model dyps = Sequential.of(input(width), dense(HIDDEN, TANH), dense(task.outputs)).compile(sgd(RATE), switch (task.loss) {
            case SQUARED -> Losses.meanSquaredError();
            case LOGISTIC -> Losses.binaryCrossentropy().fromLogits();
            case SOFTMAX -> Losses.sparseCategoricalCrossentropy().fromLogits();
        });
        List<Variable> weights = dyps.variables();
        copy((MiniNet.Dense) mine.parts.getFirst(), weights.get(0));
        copy((MiniNet.Dense) mine.parts.getLast(), weights.get(2));
        mine.fit(inputs(train), targets(train), task.loss, 10, BATCH, RATE, null);
        dyps.fit(train, fit -> fit.epochs(10).batchSize(BATCH).shuffle(false).quiet());
        NDArray said = dyps.predict(train.toArrays().x());
        double most = 0;
        for (int i = 0; i < train.size(); i++) {
            double[] out = mine.predict(inputs(train)[i]);
            for (int k = 0; k < out.length; k++) {
                most = Math.max(most, Math.abs(out[k] - said.get(i, k)));
            }
        }
        return most;
    }

    /** Biases are 0 on both sides at first. */
    private static void copy(MiniNet.Dense from, Variable kernel) {
        int columns = from.b.length;
        kernel.value().copyFrom(NDArray.generate(kernel.value().shape(), i -> from.w[i / columns][i % columns]));
    }

    private static double[][] inputs(Dataset data) {
        NDArray x = data.toArrays().x();
        return IntStream.range(0, data.size()).mapToObj(i -> IntStream.range(0, x.rowSize()).mapToDouble(k -> x.at(i * x.rowSize() + k)).toArray()).toArray(double[][]::new);
    }

    private static double[] targets(Dataset data) {
        Batch all = data.toArrays();
        return IntStream.range(0, data.size()).mapToDouble(i -> all.y().at(i)).toArray();
    }

    void main(String[] args) {
        long seed = Show.seed(args);
        List<List<String>> rows = new ArrayList<>();
        for (Task task : Task.values()) {
            rows.add(List.of(task.words, task.loss.name().toLowerCase(java.util.Locale.ROOT), Show.number("%.1f%%", 100 * score(task, false, seed)),
                    Show.number("%.1f%%", 100 * score(task, true, seed)), Show.number("%.0e", difference(task, seed))));
        }
        Show.table(List.of("task (on unseen points)", "loss", "no hidden layer", "16 hidden neurons", "to Dyp after 100 steps"), rows);
        Show.say("What a line (or a fan of lines) can part needs no hidden layer; rings, spirals and curves do. (Of the curve: the share of its variance that is explained.)");
        Show.say("The last column: how far, at most, an output of the framework of one's own is from Dyp's, which began with the same weights and saw the same batches.");
    }
}
