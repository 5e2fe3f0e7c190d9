package dyp.labs.ecg;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.nn.Layers.*;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.adamW;
import static dyp.optim.Schedules.cosineDecay;

import dyp.data.Dataset;
import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Trained;
import dyp.loss.ClassWeights;
import dyp.metric.Metrics;
import dyp.nn.Input;
import dyp.nn.Layers;
import dyp.nn.Symbol;
import dyp.preprocessing.Normalization;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How networks for beats are trained.
 *
 * @param width of the residual network
 * @param epochs of the residual network
 * @param changes to its beats
 * @param features of the random kernels
 * @param l2 the price on the weights of the one layer behind the random kernels
 */
record BeatTraining(int width, int epochs, BeatChanges changes, int features, double l2) {
    private static final int BATCH = 32;
    private static final double RATE = 2e-3;
    private static final double DECAY = 1e-2;
    private static final double GAIN = 3;
    private static final int HEAD_EPOCHS = 150;
    private static final int HEAD_BATCH = 64;
    private static final double HEAD_RATE = 1e-3;

    /** How much each class counts: all the same, or the rarer the more. */
    static ClassWeights weights(Beats train, boolean balanced) {
        int[] counts = train.counts();
        double[] same = new double[counts.length];
        Arrays.fill(same, 1);
        return balanced ? ClassWeights.balanced(Arrays.stream(counts).map(n -> Math.max(1, n)).toArray()) : ClassWeights.of(same);
    }

    /** @param validation null for none */
    Trained resNet(Lab lab, String stage, Beats train, Beats validation, boolean balanced, long seed) {
        int epochs = lab.epochs(this.epochs), steps = epochs * Math.ceilDiv(train.size(), BATCH);
        Model model = BeatNetworks.resNet(train.length(), train.channels(), train.classes().size(), width, seed);
        model.compile(adamW(cosineDecay(RATE, steps)).weightDecay(DECAY), sparseCategoricalCrossentropy().fromLogits(), Metrics.accuracy());
        noted(model, train);
        return lab.train(stage, model, train.dataset(), fit -> {
            fit.epochs(epochs).batchSize(BATCH).augment(changes).classWeights(weights(train, balanced));
            if (validation != null) {
                fit.validation(validation.dataset());
            }
        });
    }

    /** Shares above thresholds after random kernels, and one layer that learns to tell the classes by them. Curves of one channel. */
    Model kernels(Lab lab, String stage, Beats train, boolean balanced, long seed) {
        Model shares = new RandomKernels(features, GAIN).network(train.x(), seed).named("shares");
        NDArray x = shares.engine(lab.engine()).predict(train.x());
        int width = x.shape().dim(1), classes = train.classes().size(), epochs = lab.quick() ? 5 : HEAD_EPOCHS;
        Model head = Sequential.of(input(width), new Normalization(-1).named("normalized"), dense(classes).kernelRegularizer(Layers.l2(l2)).named("classes")).seed(seed);
        head.build(width);
        Normalization found = new Normalization(-1).adapt(x);
        head.variables("normalized").forEach(v -> {
            switch (v.name()) {
                case "normalized/mean" -> v.value().copyFrom(found.mean());
                case "normalized/variance" -> v.value().copyFrom(found.variance());
                default -> { }
            }
        });
        int steps = epochs * Math.ceilDiv(train.size(), HEAD_BATCH);
        head.compile(adam(cosineDecay(HEAD_RATE, steps)), sparseCategoricalCrossentropy().fromLogits(), Metrics.accuracy());
        Model learned = lab.train(stage, head, Dataset.of(x, train.y()), fit -> fit.epochs(epochs).batchSize(HEAD_BATCH).classWeights(weights(train, balanced))).model();
        return Sequential.of(input(train.length(), 1), shares, learned.named("head")).engine(lab.engine());
    }

    /** One model that says the mean of what these say, the first as much as all others together. Each gives scores without softmax. */
    static Model together(Beats like, Model first, List<Model> others) {
        Input beat = input(like.length(), like.channels());
        List<Symbol> said = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            said.add(softmax().on(others.get(i).named("network_" + (i + 1)).on(beat)));
        }
        Symbol networks = said.size() == 1 ? said.getFirst() : average().on(said.toArray(Symbol[]::new));
        Model all = Model.of(beat, average().on(softmax().on(first.named("kernels").on(beat)), networks));
        noted(all, like);
        return all;
    }

    static void noted(Model model, Beats beats) {
        model.note("classes", String.join(",", beats.classes()));
    }
}
