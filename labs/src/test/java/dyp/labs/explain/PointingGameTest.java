package dyp.labs.explain;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.globalMaxPooling2d;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.nn.Layers.relu;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.explain.Explainers;
import dyp.explain.Explanation;
import dyp.op.Padding;
import dyp.train.Model;
import dyp.train.Sequential;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Zhang et al. 2018, "Top-down neural attention by excitation backprop": does a map's largest value lie on what was to be found? Of 500 digits the network
 * gets 495 right, and 478 peaks lie in the box of the ink (96.6%); of those outside, nearly all are ones, which are narrower than a cell of the map.
 */
@Tag("slow")
class PointingGameTest {
    private static Model model;
    private static PlacedDigits test;

    @BeforeAll
    static void train() {
        model = Sequential.of(input(PlacedDigits.SIDE, PlacedDigits.SIDE, 1),
                conv2d(16, 3).padding(Padding.SAME), batchNormalization(), relu(), maxPooling2d(2),
                conv2d(32, 3).padding(Padding.SAME), batchNormalization(), relu(), maxPooling2d(2),
                conv2d(64, 3).padding(Padding.SAME), batchNormalization(), relu(),
                conv2d(64, 3).padding(Padding.SAME), batchNormalization(), relu(),
                globalMaxPooling2d(), dense(10)).seed(1);
        model.compile(adam(0.003), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        PlacedDigits train = PlacedDigits.make(4000, 1);
        model.fit(train.x(), train.y(), fit -> fit.epochs(5).batchSize(32).quiet());
        test = PlacedDigits.make(500, 2);
    }

    @Test
    void gradCamPointsAtTheDigit() {
        int right = 0;
        int hits = 0;
        for (int i = 0; i < 500; i++) {
            Explanation e = Explainers.gradCam().explain(model, test.sample(i));
            if (e.target() == (int) test.y().at(i)) {
                right++;
                hits += test.inside(i, e.peak()) ? 1 : 0;
            }
        }
        assertTrue(right >= 480, "the network should tell digits apart, but got " + right + " of 500 right");
        assertTrue(hits >= 0.95 * right, hits + " peaks inside of " + right);
    }

    @Test
    void integratedGradientsAreComplete() {
        double worst = 0;
        for (int i = 0; i < 100; i++) {
            worst = Math.max(worst, Explainers.integratedGradients().explain(model, test.sample(i)).gap().orElseThrow());
        }
        assertTrue(worst <= 0.01, "the largest gap is " + worst);
    }
}
