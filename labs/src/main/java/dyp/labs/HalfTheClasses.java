package dyp.labs;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Layers.*;
import static dyp.op.Padding.SAME;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Schedules.cosineDecay;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.data.MnistFiles;
import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.optim.Optimizer;
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
 * shapes, and learns the other half from a hundred pictures each, beside the same network that starts from nothing: as many epochs, the same pictures, the
 * same optimizer. Yosinski et al. 2014, "How transferable are features in deep neural networks?".
 *
 * <p>Five classes that are easily told apart teach a network little: the base also learns by how many quarter turns a picture was turned, see
 * {@link Turned}.
 *
 * @param known the classes that the base learns; all others are new
 * @param taught how many pictures the base learns from; 0 for all
 * @param perClass how many pictures there are of each new class
 */
public record HalfTheClasses(List<Integer> known, int taught, int perClass) {
    private static final int CLASSES = 10;
    private static final int BASE_EPOCHS = 6;
    private static final int WIDTH = 24;
    private static final String FEATURES = "parts";
    private static final int HELD_OUT = 10_000;
    private static final int BATCH = 32;
    private static final double RATE = 1e-3;
    /** Passes over the pictures of the new classes: enough for both to know them by heart. */
    static final int EPOCHS = 30;

    /** The share of unseen pictures of the new classes that are told apart. */
    public record Result(double transferred, double fromScratch) {}

    /** Trousers, shoes and bags are known; T-shirts, pullovers, dresses, coats and shirts are new, a hundred of each. */
    public static HalfTheClasses usual() {
        return new HalfTheClasses(List.of(1, 5, 7, 8, 9), 0, 100);
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

    /** Three convolutions at 14x14 and two at 7x7 places, a residual block each but for the first; then the head. */
    static Model network(int classes, long seed) {
        Input picture = input(28, 28, 1);
        Symbol y = residual(relu().on(convolved(picture, WIDTH, 3, 2)), WIDTH, 1, "edges");
        return Model.of(picture, head(residual(y, 2 * WIDTH, 2, FEATURES), classes)).seed(seed);
    }

    /** What is made anew for new classes: the last residual block, since what it knows is the classes that it was made for, and the layer that names them. */
    private static Symbol head(Symbol features, int classes) {
        Symbol y = globalAveragePooling2d().on(residual(features, 4 * WIDTH, 2, "wholes"));
        return dense(classes).named("classes").on(dropout(0.5).on(y));
    }

    private static Symbol residual(Symbol x, int filters, int stride, String name) {
        Symbol y = convolved(relu().on(convolved(x, filters, 3, stride)), filters, 3, 1);
        return relu().named(name).on(add().on(y, stride == 1 ? x : convolved(x, filters, 1, stride)));
    }

    private static Symbol convolved(Symbol x, int filters, int size, int stride) {
        Symbol y = conv2d(filters, size).strides(stride).padding(SAME).useBias(false).on(x);
        return batchNormalization().momentum(0.9).on(y);
    }

    /** The network's first two thirds, which stay as they are, with a new head. */
    private static Model transferred(Model base, int classes, long seed) {
        Input picture = input(28, 28, 1);
        return Model.of(picture, head(base.until(FEATURES).freeze().on(picture), classes)).seed(seed);
    }

    /**
     * One comparison: both networks learn the new classes from the same pictures for as many epochs, at a rate that falls to 0.
     *
     * @param seed of weights, of the order of samples, and of which pictures of the new classes there are
     */
    public Result run(MnistFiles data, long seed, int epochs) {
        Batch train = data.train().toArrays();
        Dataset old = of(train, known, taught == 0 ? Integer.MAX_VALUE : Math.ceilDiv(taught, known.size()), seed);
        Dataset few = of(train, fresh(), perClass, seed);
        Dataset unseen = of(data.test().toArrays(), fresh(), Integer.MAX_VALUE, seed);

        Model base = compiled(network(known.size() * Turned.TURNS, seed), adam(RATE));
        for (int epoch = 0; epoch < BASE_EPOCHS; epoch++) {
            learn(base, Turned.of(old, seed * BASE_EPOCHS + epoch), 1);
        }
        Optimizer falling = adam(cosineDecay(RATE, epochs * Math.ceilDiv(few.size(), BATCH)));
        return new Result(learned(transferred(base, fresh().size(), seed), falling, few, epochs, unseen),
                learned(network(fresh().size(), seed), falling, few, epochs, unseen));
    }

    private static double learned(Model model, Optimizer optimizer, Dataset few, int epochs, Dataset unseen) {
        learn(compiled(model, optimizer), few, epochs);
        return model.evaluate(unseen).get("accuracy");
    }

    private static Model compiled(Model model, Optimizer optimizer) {
        return model.compile(optimizer, sparseCategoricalCrossentropy().fromLogits(), accuracy());
    }

    private static void learn(Model model, Dataset data, int epochs) {
        model.fit(data, fit -> fit.epochs(epochs).batchSize(BATCH).quiet());
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

    /** The last of the training pictures in the place of the test pictures, for whoever changes the network: the choice is not the test's. */
    static MnistFiles heldOut(MnistFiles data) {
        int kept = data.train().size() - HELD_OUT;
        return new MnistFiles(data.train().take(kept), data.train().skip(kept));
    }

    /** {@code HalfTheClasses FOLDER [SEEDS [held-out]]}: with Fashion-MNIST's four files in the folder. */
    public static void main(String[] args) {
        MnistFiles files = MnistFiles.read(Path.of(args[0]));
        MnistFiles data = args.length > 2 ? heldOut(files) : files;
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        List<Result> results = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            Result r = usual().run(data, seed, EPOCHS);
            results.add(r);
            System.out.printf(Locale.ROOT, "seed %d: %.2f%% with what the base knows, %.2f%% from scratch%n", seed, 100 * r.transferred, 100 * r.fromScratch);
        }
        System.out.printf(Locale.ROOT, "mean of %d: %.2f points more%n", seeds, 100 * gain(results));
    }

    /** By how much the first is better, on average over several runs. */
    static double gain(List<Result> runs) {
        return runs.stream().mapToDouble(r -> r.transferred - r.fromScratch).average().orElseThrow();
    }
}
