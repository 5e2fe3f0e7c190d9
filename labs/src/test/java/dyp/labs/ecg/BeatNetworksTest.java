package dyp.labs.ecg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.nn.Layers;
import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks for beats, and how beats are changed while they learn. */
class BeatNetworksTest {
    private static NDArray curves(int n, int length) {
        SplittableRandom random = new SplittableRandom(1);
        return NDArray.generate(Shape.of(n, length, 1), i -> Math.sin(i * 0.3) + random.nextDouble());
    }

    /** Each share lies between the shares above thresholds that are lower and higher by what the sigmoid blurs: checked against plain counting. */
    @Test
    void sharesAreThoseAboveThresholds() {
        NDArray x = curves(5, 60);
        Model hard = new RandomKernels(168, 1e4).network(x, 3);
        NDArray shares = hard.predict(x);
        assertEquals(168, shares.shape().last());
        // The first filter of the first layer: its kernel, its threshold, counted by hand with zeros beyond the ends.
        NDArray kernel = hard.variables().stream().filter(v -> v.name().equals("kernels_1_same/kernel")).findFirst().orElseThrow().value();
        NDArray bias = hard.variables().stream().filter(v -> v.name().equals("kernels_1_same/bias")).findFirst().orElseThrow().value();
        int filters = bias.size();
        for (int f = 0; f < filters; f++) {
            for (int row = 0; row < 5; row++) {
                int above = 0;
                for (int i = 0; i < 60; i++) {
                    double sum = bias.at(f);
                    for (int t = 0; t < 9; t++) {
                        int at = i + t - 4;
                        sum += at < 0 || at >= 60 ? 0 : kernel.at(t * filters + f) * x.at(row * 60 + at);
                    }
                    above += sum > 0 ? 1 : 0;
                }
                assertEquals(above / 60.0, shares.get(row, f), 0.02, "filter " + f + ", curve " + row);
            }
        }
        // Kernels sum to 0, so that the curve's level does not matter to those that do not see the border.
        for (int f = 0; f < filters; f++) {
            double sum = 0;
            for (int t = 0; t < 9; t++) {
                sum += kernel.at(t * filters + f);
            }
            assertEquals(0, sum, 1e-6);
        }
    }

    @Test
    void theSameKernelsForTheSameSeed() {
        NDArray x = curves(5, 60);
        assertEquals(new RandomKernels(500, 10).network(x, 3).predict(x), new RandomKernels(500, 10).network(x, 3).predict(x));
        assertTrue(!new RandomKernels(500, 10).network(x, 3).predict(x).equals(new RandomKernels(500, 10).network(x, 4).predict(x)));
        assertEquals(420, new RandomKernels(500, 10).network(x, 3).predict(x).shape().last());
    }

    @Test
    void curvesThatAreTooShortAreRefused() {
        assertTrue(assertThrows(DypException.class, () -> new RandomKernels(84, 10).network(curves(2, 8), 1)).getMessage().contains("of 9 points or more"));
        assertThrows(DypException.class, () -> new RandomKernels(83, 10));
        assertThrows(DypException.class, () -> new BeatChanges(-0.1, 0, 0, 0));
        new RandomKernels(84, 10).network(curves(2, 9), 1);
    }

    /** What is saved is what was there: both kinds of networks answer as one, in a file. */
    @Test
    void theAnswerOfAllIsAMean(@TempDir Path folder) {
        NDArray x = curves(4, 40);
        Beats beats = new Beats(x, NDArray.of(new int[] {0, 1, 0, 1}), List.of(), List.of("a", "b"), 100);
        Model kernels = Sequential.of(Layers.input(40, 1), new RandomKernels(168, 10).network(x, 1).named("shares"), Layers.dense(2)).seed(1);
        List<Model> networks = List.of(BeatNetworks.resNet(40, 1, 2, 4, 1), BeatNetworks.resNet(40, 1, 2, 4, 2));
        Model all = BeatTraining.together(beats, kernels, networks);
        double[][] a = BeatReport.softmax(kernels.predict(x)), b = BeatReport.mean(networks.stream().map(m -> BeatReport.softmax(m.predict(x))).toList());
        NDArray said = all.predict(x);
        for (int i = 0; i < 4; i++) {
            assertEquals((a[i][0] + b[i][0]) / 2, said.get(i, 0), 1e-5);
        }
        all.save(folder.resolve("all.keras"));
        Model again = Model.load(folder.resolve("all.keras"));
        assertEquals("a,b", again.notes().get("classes"));
        NDArray read = again.predict(x);
        for (int i = 0; i < read.size(); i++) {
            assertEquals(said.at(i), read.at(i), 1e-6);
        }
    }

    /** What a training step makes of beats. */
    private static NDArray changed(BeatChanges changes, NDArray x, int seed) {
        Trace trace = new Trace(new Variables(0), true, Tensor.constant(NDArray.of(new int[] {seed, 0, 1}, 3)));
        return changes.apply(Tensor.constant(x), trace.root()).value();
    }

    private static NDArray hills(int n, double at) {
        return NDArray.generate(Shape.of(n, 101, 2), i -> i % 2 == 1 ? 0.7 : Math.exp(-Math.pow(i / 2 % 101 - at, 2) / 50));
    }

    private static double top(NDArray x, int row) {
        int best = 0;
        for (int t = 0; t < 101; t++) {
            best = x.get(row, t, 0) > x.get(row, best, 0) ? t : best;
        }
        return best;
    }

    @Test
    void beatsAreShiftedAndWarped() {
        NDArray hills = hills(200, 50);
        NDArray shifted = changed(new BeatChanges(0.1, 0, 0, 0), hills, 1), warped = changed(new BeatChanges(0, 0.03, 0, 0), hills, 1);
        double[] furthest = new double[2], squares = new double[2];
        for (int row = 0; row < 200; row++) {
            double a = top(shifted, row) - 50, b = top(warped, row) - 50;
            furthest[0] = Math.max(furthest[0], Math.abs(a));
            squares[0] += a * a / 200;
            squares[1] += b * b / 200;
            assertEquals(0.7, shifted.get(row, 30, 1), 1e-5);
            assertEquals(warped.get(row, 0, 0), hills.get(row, 0, 0), 1e-3);
        }
        assertTrue(furthest[0] <= 10.6 && furthest[0] > 8, "furthest " + furthest[0]);
        assertEquals(10 / Math.sqrt(3), Math.sqrt(squares[0]), 0.8);
        // In the middle the first sine is 1 and the second 0.
        assertEquals(3, Math.sqrt(squares[1]), 0.6);
    }

    @Test
    void beatsAreScaledAndNoisyAndTheRhythmStays() {
        NDArray hills = hills(200, 50), changed = changed(new BeatChanges(0, 0, 0.2, 0.1), hills, 2);
        double tops = 0, feet = 0;
        for (int row = 0; row < 200; row++) {
            tops += Math.pow(changed.get(row, 50, 0) - 1, 2) / 200;
            feet += Math.pow(changed.get(row, 0, 0), 2) / 200;
            for (int t = 0; t < 101; t++) {
                assertEquals(0.7, changed.get(row, t, 1), 1e-6);
            }
        }
        assertEquals(Math.sqrt(0.04 + 0.01), Math.sqrt(tops), 0.04);
        assertEquals(0.1, Math.sqrt(feet), 0.02);
        assertTrue(!changed.equals(changed(new BeatChanges(0, 0, 0.2, 0.1), hills, 3)));
    }

    @Test
    void outsideOfTrainingBeatsStay() {
        Trace trace = new Trace(new Variables(0), false, null);
        Tensor x = Tensor.constant(hills(2, 50));
        assertEquals(x, new BeatChanges(0.1, 0.1, 0.1, 0.1).apply(x, trace.root()));
    }
}
