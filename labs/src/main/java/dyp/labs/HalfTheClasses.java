package dyp.labs;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Layers.*;
import static dyp.op.Padding.SAME;
import static dyp.optim.Optimizers.adam;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.data.MnistFiles;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.Sequential;
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
    private static final int BASE_EPOCHS = 5;
    private static final int EPOCHS = 40;

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

    /** Three normalized convolutions, of which the first two halve the picture; what the last one sees is a picture's features. */
    static Model network(int classes, long seed) {
        return Sequential.of(input(28, 28, 1),
                conv2d(32, 3).strides(2).padding(SAME).useBias(false), batchNormalization().momentum(0.9), relu(),
                conv2d(64, 3).strides(2).padding(SAME).useBias(false), batchNormalization().momentum(0.9), relu(),
                conv2d(64, 3).padding(SAME).useBias(false), batchNormalization().momentum(0.9), relu().named("features"),
                flatten(), dropout(0.5), dense(classes)).seed(seed);
    }

    /** @param seed of weights, of the order of samples, and of which pictures of the new classes there are */
    public Result run(MnistFiles data, long seed) {
        Batch train = data.train().toArrays();
        Batch test = data.test().toArrays();
        Dataset old = of(train, known, taught == 0 ? Integer.MAX_VALUE : Math.ceilDiv(taught, known.size()), seed);
        Dataset few = of(train, fresh(), perClass, seed);
        Dataset unseen = of(test, fresh(), Integer.MAX_VALUE, seed);

        Model base = network(known.size(), seed);
        learn(base, old, BASE_EPOCHS);
        Model transferred = Sequential.of(base.until("features").freeze(), flatten(), dropout(0.5), dense(fresh().size())).seed(seed);
        learn(transferred, few, EPOCHS);
        Model scratch = network(fresh().size(), seed);
        learn(scratch, few, EPOCHS);
        return new Result(transferred.evaluate(unseen).get("accuracy"), scratch.evaluate(unseen).get("accuracy"));
    }

    private static void learn(Model model, Dataset data, int epochs) {
        model.compile(adam(1e-3), sparseCategoricalCrossentropy().fromLogits(), accuracy());
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
        List<Result> results = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            Result r = usual().run(data, seed);
            results.add(r);
            System.out.printf(Locale.ROOT, "seed %d: %.2f%% with the base's features, %.2f%% from scratch%n", seed, 100 * r.transferred, 100 * r.fromScratch);
        }
        System.out.printf(Locale.ROOT, "mean of %d: %.2f points more%n", seeds, 100 * gain(results));
    }

    /** By how much the first is better, on average. */
    static double gain(List<Result> results) {
        return results.stream().mapToDouble(r -> r.transferred - r.fromScratch).average().orElseThrow();
    }
}
