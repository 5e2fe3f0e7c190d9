package dyp.explain;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OtherMethodsTest {
    /** A picture's score is the sum of its pixels, each times a weight. */
    private static Model weighing(double[] weights, int side) {
        Model model = Sequential.of(input(side, side, 1), flatten(), dense(1).named("head"));
        GradCamTest.set(model, "head/kernel", weights);
        return model;
    }

    private static double[] weights(int n) {
        return IntStream.range(0, n).mapToDouble(i -> Math.sin(i * 2.3)).toArray();
    }

    private static NDArray picture(int side) {
        return NDArray.generate(Shape.of(side, side, 1), i -> 1 + Math.cos(i));
    }

    @Test
    void occlusionOfSinglePixelsIsEachPixelsPart() {
        double[] w = weights(36);
        NDArray x = picture(6);
        Explanation e = Explainers.occlusion().window(1.0 / 6).overlap(1).baseline(Baseline.zero()).explain(weighing(w, 6), x, 0);
        assertArrayEquals(IntStream.range(0, 36).mapToDouble(i -> w[i] * x.at(i)).toArray(), GradCamTest.numbers(e.map()), 1e-5);
    }

    /** Windows of 2x2 in steps of 1, from half outside to half outside: a pixel has the mean of the four that cover it. */
    @Test
    void occlusionTakesTheMeanOverWindowsThatCoverAPlace() {
        double[] w = weights(16);
        NDArray x = picture(4);
        Explanation e = Explainers.occlusion().window(0.5).overlap(2).baseline(Baseline.zero()).explain(weighing(w, 4), x, 0);
        double[] expected = new double[16];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                for (int window = 0; window < 4; window++) {
                    for (int part = 0; part < 4; part++) {
                        int r = row - window / 2 + part / 2;
                        int c = column - window % 2 + part % 2;
                        expected[row * 4 + column] += r >= 0 && r < 4 && c >= 0 && c < 4 ? w[r * 4 + c] * x.get(r, c, 0) / 4 : 0;
                    }
                }
            }
        }
        assertArrayEquals(expected, GradCamTest.numbers(e.map()), 1e-5);
    }

    /** One bright pixel decides: what shows while it shows is answered well. */
    @Test
    void riseFindsWhatTheAnswerHangsOn() {
        double[] w = new double[400];
        w[7 * 20 + 12] = 4;
        Model model = Sequential.of(input(20, 20, 1), flatten(), dense(1, dyp.nn.Activation.SIGMOID).named("head"));
        GradCamTest.set(model, "head/kernel", w);
        GradCamTest.set(model, "head/bias", -2);
        Explanation e = Explainers.rise().explain(model, NDArray.generate(Shape.of(20, 20, 1), i -> 1), 1);
        assertTrue(Math.hypot(e.peak()[0] - 7, e.peak()[1] - 12) <= 2, "the peak is at " + e.peak()[0] + ", " + e.peak()[1]);
        assertEquals(e.map(), Explainers.rise().explain(model, e.sample(), 1).map(), "the same for the same seed");
    }

    @Test
    void smoothGradOfALinearModelIsItsSaliency() {
        Model model = weighing(weights(16), 4);
        NDArray plain = Explainers.saliency().explain(model, picture(4), 0).map();
        assertArrayEquals(GradCamTest.numbers(plain), GradCamTest.numbers(Explainers.smoothGrad().explain(model, picture(4), 0).map()), 1e-6);
        assertEquals(Math.abs(weights(16)[5]), plain.at(5), 1e-6);
    }

    @Test
    void saliencyTakesTheLargestOverChannels() {
        Model model = Sequential.of(input(1, 2, 3), flatten(), dense(1).named("head"));
        GradCamTest.set(model, "head/kernel", 1, -5, 2, 0, 0.5, -0.25);
        Explanation e = Explainers.saliency().explain(model, NDArray.zeros(Shape.of(1, 2, 3)), 0);
        assertArrayEquals(new double[] {5, 0.5}, GradCamTest.numbers(e.map()), 1e-6);
    }

    /** Two hidden relus with weights 1 and -1 behind them: the gradient comes back through the first alone. */
    @Test
    void guidedBackpropStopsNegativeGradients() {
        Model model = Sequential.of(input(2), dense(2, RELU).named("hidden"), dense(1).named("head"));
        GradCamTest.set(model, "hidden/kernel", 3, 2, 1, 1);
        GradCamTest.set(model, "head/kernel", 1, -1);
        NDArray x = NDArray.of(new float[] {1, 1}, 2);
        double[] guided = GradCamTest.numbers(Explainers.guidedBackprop().explain(model, x, 0).attributions().orElseThrow());
        double[] plain = GradCamTest.numbers(Explainers.saliency().explain(model, x, 0).attributions().orElseThrow());
        assertArrayEquals(new double[] {3, 1}, guided, 1e-6);
        assertArrayEquals(new double[] {3 - 2, 1 - 1}, plain, 1e-6);
        Model smooth = Sequential.of(input(2), dense(2, TANH), dense(1));
        assertTrue(assertThrows(DypException.class, () -> Explainers.guidedBackprop().explain(smooth, x, 0)).getMessage().contains("relu"));
    }

    @Test
    void scoreCamWeighsChannelsByWhatTheModelSaysOfThem() {
        Model model = Sequential.of(input(4, 4, 1), conv2d(2, 1, RELU).named("maps"), globalAveragePooling2d(), dense(2).named("head"));
        GradCamTest.set(model, "maps/kernel", 1, -1);
        GradCamTest.set(model, "head/kernel", 3, 0, 1, 0);
        NDArray x = NDArray.generate(Shape.of(4, 4, 1), i -> Math.sin(1 + i));
        Explanation e = Explainers.scoreCam().explain(model, x, 0);
        double[] scores = new double[2];
        NDArray[] channels = new NDArray[2];
        for (int k = 0; k < 2; k++) {
            int sign = k == 0 ? 1 : -1;
            channels[k] = NDArray.generate(x.shape(), i -> Math.max(0, sign * x.at(i)));
            NDArray mask = Maps.scaled(channels[k]);
            scores[k] = model.predict(NDArray.generate(Shape.of(1, 4, 4, 1), i -> x.at(i) * mask.at(i))).at(0);
        }
        double first = 1 / (1 + Math.exp(scores[1] - scores[0]));
        double[] expected = IntStream.range(0, 16).mapToDouble(i -> first * channels[0].at(i) + (1 - first) * channels[1].at(i)).toArray();
        assertArrayEquals(expected, GradCamTest.numbers(e.map()), 1e-5);
        Explanation one = Explainers.scoreCam().channels(1).explain(model, x, 0);
        assertTrue(one.map().equals(channels[0].reshape(4, 4)) || one.map().equals(channels[1].reshape(4, 4)), "one channel is the map itself");
    }

    /** Channels that are multiples of one picture: the first direction holds all of it. */
    @Test
    void eigenCamFindsTheFirstDirection() {
        double[] picture = {1, 4, 2, 0, 3, 5};
        double[] parts = {2, -1, 0.5};
        float[] a = new float[18];
        for (int i = 0; i < 18; i++) {
            a[i] = (float) (picture[i / 3] * parts[i % 3]);
        }
        double length = Math.sqrt(4 + 1 + 0.25);
        assertArrayEquals(IntStream.range(0, 6).mapToDouble(i -> picture[i] * length).toArray(), EigenCam.projected(a, 3), 1e-5);
        assertArrayEquals(new double[6], EigenCam.projected(new float[18], 3), 0);
    }

    @Test
    void whatDoesNotFitIsSaid() {
        Model model = weighing(weights(16), 4);
        for (Runnable wrong : new Runnable[] {() -> Explainers.saliency().explain(model, NDArray.zeros(Shape.of(1, 4, 4, 1)), 0),
            () -> Explainers.saliency().explain(model, picture(4), 1), () -> Explainers.gradCam().explain(model, picture(4), 0),
            () -> Explainers.attentionRollout().explain(model, picture(4), 0), () -> Explainers.named("crystal ball")}) {
            assertThrows(DypException.class, wrong::run);
        }
    }
}
