package dyp.labs;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Layers.*;
import static dyp.op.Padding.SAME;
import static dyp.optim.Optimizers.adam;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.data.MnistFiles;
import dyp.nn.Applied;
import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What is learned once need not be learned again: a network learns half the classes of a set of pictures, keeps what it has found out about edges and
 * shapes, and learns the other half from a hundred pictures each, beside a network that starts from nothing. Yosinski et al. 2014, "How transferable are
 * features in deep neural networks?".
 *
 * @param known the classes that the base learns; all others are new
 * @param taught how many pictures the base learns from; 0 for all
 * @param perClass how many pictures there are of each new class
 */
public record HalfTheClasses(List<Integer> known, int taught, int perClass) {
    private static final int CLASSES = 10;
    private static final int BASE_EPOCHS = 3;

    /** The share of unseen pictures of the new classes that are told apart. */
    public record Result(double transferred, double fromScratch) {}

    /** Shoes, shirts and bags are known; T-shirts, trousers, pullovers, dresses and coats are new, a hundred of each. */
    public static HalfTheClasses usual() {
        return new HalfTheClasses(List.of(5, 6, 7, 8, 9), 0, 100);
    }

    public HalfTheClasses {
        known = List.copyOf(known);
        if (known.isEmpty() || known.size() >= CLASSES || known.stream().anyMatch(c -> c < 0 || c >= CLASSES)) {
            throw new DypException("Some of the classes 0 to 9 must be known and some new, but known are " + known + ".");
        }
    }

    private List<Integer> fresh() {
        return IntStream.range(0, CLASSES).boxed().filter(c -> !known.contains(c)).toList();
    }

    /** What a picture's features are: the layers that see it at 7x7 places. */
    private static final String[] FEATURES = {"parts", "shapes", "wholes"};

    /** Four normalized convolutions, of which the first two halve the picture. */
    static Model network(int classes, long seed) {
        Input picture = input(28, 28, 1);
        Symbol y = convolved(convolved(picture, 16, 2, "edges"), 32, 2, FEATURES[0]);
        y = convolved(convolved(y, 64, 1, FEATURES[1]), 32, 1, FEATURES[2]);
        return Model.of(picture, head(y, classes)).seed(seed);
    }

    private static Symbol convolved(Symbol x, int filters, int stride, String name) {
        Symbol y = conv2d(filters, 3).strides(stride).padding(SAME).useBias(false).on(x);
        return relu().named(name).on(batchNormalization().momentum(0.9).on(y));
    }

    private static Symbol head(Symbol features, int classes) {
        return dense(classes).named("classes").on(dropout(0.5).on(flatten().on(features)));
    }

    /** A new head on what a network knows, which stays as it is: not the last layer alone, since that one sees little but the classes it was made for. */
    private static Model transferred(Model base, int classes, long seed) {
        Model features = base.until(FEATURES).freeze();
        Input picture = input(28, 28, 1);
        Applied known = features.on(picture);
        Symbol all = concatenate().on(known.output(0), known.output(1), known.output(2));
        return Model.of(picture, head(all, classes)).seed(seed);
    }

    /**
     * One comparison: both networks learn the new classes from the same pictures for as many epochs.
     *
     * @param seed of weights, of the order of samples, and of which pictures of the new classes there are
     * @param epochs when to look, ascending
     * @return a result for each look
     */
    public List<Result> run(MnistFiles data, long seed, int... epochs) {
        Batch train = data.train().toArrays();
        Batch test = data.test().toArrays();
        Dataset old = of(train, known, taught == 0 ? Integer.MAX_VALUE : Math.ceilDiv(taught, known.size()), seed);
        Dataset few = of(train, fresh(), perClass, seed);
        Dataset unseen = of(test, fresh(), Integer.MAX_VALUE, seed);

        Model base = compiled(network(known.size(), seed));
        learn(base, old, BASE_EPOCHS);
        Model transferred = compiled(transferred(base, fresh().size(), seed));
        Model scratch = compiled(network(fresh().size(), seed));
        List<Result> results = new ArrayList<>();
        int done = 0;
        for (int until : epochs) {
            learn(transferred, few, until - done);
            learn(scratch, few, until - done);
            done = until;
            results.add(new Result(transferred.evaluate(unseen).get("accuracy"), scratch.evaluate(unseen).get("accuracy")));
        }
        return results;
    }

    private static Model compiled(Model model) {
        return model.compile(adam(1e-3), sparseCategoricalCrossentropy().fromLogits(), accuracy());
    }

    private static void learn(Model model, Dataset data, int epochs) {
        model.fit(data, fit -> fit.epochs(epochs).batchSize(32).quiet());
    }

    /** Pictures of some classes, which are counted anew from 0: at most so many of each. */
    private static Dataset of(Batch all, List<Integer> classes, int most, long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        int[] left = new int[CLASSES];
        classes.forEach(c -> left[c] = most);
        int[] rows = order.stream().mapToInt(Integer::intValue).filter(i -> left[(int) all.y().at(i)]-- > 0).toArray();
        return Dataset.of(all.x().rows(rows), NDArray.of(IntStream.of(rows).map(i -> classes.indexOf((int) all.y().at(i))).toArray()));
    }

    /** {@code HalfTheClasses FOLDER [SEEDS]}: with Fashion-MNIST's four files in the folder. */
    public static void main(String[] args) {
        MnistFiles data = MnistFiles.read(Path.of(args[0]));
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int[] epochs = {5, 30};
        List<List<Result>> results = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            results.add(usual().run(data, seed, epochs));
            for (int i = 0; i < epochs.length; i++) {
                Result r = results.getLast().get(i);
                System.out.printf(Locale.ROOT, "seed %d, %d epochs: %.2f%% with the base's features, %.2f%% from scratch%n", seed, epochs[i], 100 * r.transferred, 100 * r.fromScratch);
            }
        }
        for (int i = 0; i < epochs.length; i++) {
            System.out.printf(Locale.ROOT, "mean of %d, %d epochs: %.2f points more%n", seeds, epochs[i], 100 * gain(results, i));
        }
    }

    /** By how much the first is better, on average over several runs. @param look which one, from 0 */
    static double gain(List<List<Result>> runs, int look) {
        return runs.stream().map(r -> r.get(look)).mapToDouble(r -> r.transferred - r.fromScratch).average().orElseThrow();
    }
}
