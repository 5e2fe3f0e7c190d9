package dyp.labs.chest;

import static dyp.loss.Losses.balancedBinaryCrossentropy;
import static dyp.metric.Metrics.auc;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.layerNormalization;
import static dyp.optim.Optimizers.adamW;
import static dyp.optim.Schedules.oneCycle;
import static dyp.preprocessing.Augmentation.mixUp;
import static dyp.preprocessing.Augmentation.randomErasing;
import static dyp.preprocessing.Augmentation.randomFlip;
import static dyp.preprocessing.Augmentation.randomRotation;
import static dyp.preprocessing.Augmentation.randomTranslation;
import static dyp.preprocessing.Augmentation.randomZoom;

import dyp.nn.Activation;
import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.preprocessing.BatchAugmentation;
import dyp.preprocessing.RandomFlip;
import dyp.preprocessing.Range;
import dyp.train.Model;
import dyp.zoo.Zoo;
import java.util.List;

/**
 * CheXNet's shape for small pictures: a DenseNet, the mean over its last map, one sigmoid. Rajpurkar et al. 2017, "CheXNet: radiologist-level
 * pneumonia detection on chest X-rays with deep learning". Each picture is first brought to mean 0 and variance 1, so that its exposure does not count.
 *
 * @param growth how many channels a layer of the DenseNet adds
 * @param blocks how many layers each of its blocks has
 */
record ChestNet(int growth, List<Integer> blocks) {
    /** The name of the features that the answer is made of: (height, width, channels). */
    static final String FEATURES = "densenet";
    private static final double RATE = 3e-3;
    private static final double DECAY = 0.05;

    /** Gives the probability of class 1. */
    Model model(int side, long seed) {
        Input picture = input(side, side, 1);
        Model dense = Zoo.denseNetSmall(growth, blocks.stream().mapToInt(Integer::intValue).toArray()).input(side, side, 1).classes(1).seed(seed).withoutTop();
        Symbol even = layerNormalization().axis(1, 2, 3).center(false).scale(false).named("exposure").on(picture);
        Symbol features = dense.named(FEATURES).on(even);
        Symbol mean = dropout(0.2).on(globalAveragePooling2d().named("mean").on(features));
        return Model.of(picture, dense(1, Activation.SIGMOID).named("finding").on(mean)).seed(seed);
    }

    /**
     * CheXNet's loss, which lets both classes weigh the same.
     *
     * @param counts how many of each class there are to learn from
     * @param steps of training, over which the learning rate rises and falls
     */
    static Model compiled(Model model, int[] counts, int steps) {
        return model.compile(adamW(oneCycle(RATE, steps)).weightDecay(DECAY), balancedBinaryCrossentropy(new long[] {counts[1]}, new long[] {counts[0]}), auc());
    }

    /** What may happen to a picture of a chest without its finding changing; and pictures are mixed. */
    static BatchAugmentation augmentation() {
        Range tenth = new Range(-0.1, 0.1);
        return BatchAugmentation.of(randomFlip(RandomFlip.Mode.HORIZONTAL), randomTranslation(0.08, 0.08), randomRotation(0.03), randomZoom(tenth, tenth), new RandomGamma(0.4),
                randomErasing().factor(new Range(0, 0.5)).scale(0.02, 0.15).valueRange(new Range(0, 1)).fillValue(0.5)).then(mixUp(0.2));
    }
}
