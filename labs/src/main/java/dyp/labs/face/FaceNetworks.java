package dyp.labs.face;

import static dyp.callback.Callbacks.learningRateScheduler;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.nn.Layers.relu;
import static dyp.op.Padding.SAME;
import static dyp.optim.Optimizers.adam;
import static dyp.preprocessing.Augmentation.randomFlip;
import static dyp.preprocessing.Augmentation.randomRotation;
import static dyp.preprocessing.Augmentation.randomTranslation;

import dyp.data.Dataset;
import dyp.loss.ClassWeights;
import dyp.nn.Layer;
import dyp.preprocessing.RandomFlip;
import dyp.train.Fit;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The convolutional network for faces, and how it learns. */
final class FaceNetworks {
    /** The layer whose maps are explained: (12, 12) places. */
    static final String FEATURES = "features";
    private static final double RATE = 2e-3;
    private static final int BATCH = 64;

    private FaceNetworks() {}

    /** Four normalized convolutions, from (48, 48, 1) down to (6, 6, 96), and a dense layer: 104,000 weights. */
    static Model network(int classes, long seed) {
        List<Layer> layers = new ArrayList<>(List.of(input(DrawnFaces.SIDE, DrawnFaces.SIDE, 1)));
        block(layers, 16, 5, 2, "edges");
        block(layers, 32, 3, 1, "shapes");
        layers.add(maxPooling2d(2));
        block(layers, 64, 3, 1, FEATURES);
        layers.add(maxPooling2d(2));
        block(layers, 96, 3, 1, "wholes");
        layers.addAll(List.of(flatten(), dropout(0.4), dense(classes)));
        return Sequential.of(layers.toArray(Layer[]::new)).seed(seed).compile(adam(RATE), sparseCategoricalCrossentropy().fromLogits(), accuracy());
    }

    private static void block(List<Layer> layers, int filters, int size, int stride, String name) {
        layers.add(conv2d(filters, size).strides(stride).padding(SAME).useBias(false));
        layers.add(batchNormalization().momentum(0.9));
        layers.add(relu().named(name));
    }

    /** The rate falls along half a wave: Loshchilov and Hutter 2017, "SGDR". */
    static void plain(Fit fit, int epochs) {
        fit.epochs(epochs).batchSize(BATCH).callbacks(learningRateScheduler((epoch, rate) -> RATE * 0.5 * (1 + Math.cos(Math.PI * (epoch - 1) / epochs))));
    }

    /** Mirrored, turned and moved a little, and what is rare counts more. */
    static void balanced(Fit fit, int epochs, double[] weights) {
        plain(fit, epochs);
        fit.augment(randomFlip(RandomFlip.Mode.HORIZONTAL), randomRotation(0.015), randomTranslation(0.03, 0.03));
        fit.classWeights(ClassWeights.of(weights));
    }

    /**
     * The root of what would make all classes weigh the same: between leaving rare classes to themselves and letting a few pictures pull as hard as thousands. A picture weighs 1 on average.
     */
    static double[] weights(Dataset train, int classes) {
        int[] counts = Arrays.copyOf(train.classCounts(), classes);
        double[] weights = Arrays.stream(counts).mapToDouble(n -> Math.sqrt(train.size() / (classes * Math.max(1.0, n)))).toArray();
        double mean = 0;
        for (int c = 0; c < classes; c++) {
            mean += weights[c] * counts[c] / train.size();
        }
        double by = mean;
        return Arrays.stream(weights).map(w -> w / by).toArray();
    }
}
