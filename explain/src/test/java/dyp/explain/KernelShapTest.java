package dyp.explain;

import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.dense;
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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelShapTest {
    private static NDArray rows(int n, int features) {
        return NDArray.generate(Shape.of(n, features), i -> Math.sin(i * 1.3) + 0.1 * (i % features));
    }

    /** Of a linear model: weight times distance from the background's mean. */
    @Test
    void ofALinearModelTheValuesAreKnown() {
        Model model = Sequential.of(input(4), dense(1, SIGMOID).named("head"));
        GradCamTest.set(model, "head/kernel", 2, -1, 0.5, 0);
        NDArray background = rows(7, 4);
        NDArray x = NDArray.of(new float[] {1, 2, 3, 4}, 4);
        Explanation e = Explainers.kernelShap(background).explain(model, x, 1);
        double[] weights = {2, -1, 0.5, 0};
        double[] expected = new double[4];
        for (int i = 0; i < 28; i++) {
            expected[i % 4] += weights[i % 4] * (x.at(i % 4) - background.at(i)) / 7;
        }
        assertArrayEquals(expected, GradCamTest.numbers(e.map()), 1e-5);
        assertEquals(0, e.gap().orElseThrow(), 1e-6);
    }

    private static Model bent(int features) {
        return Sequential.of(input(features), dense(16, TANH), dense(3)).seed(5);
    }

    /** Shapley's own formula, over all coalitions. */
    @Test
    void withFewFeaturesTheyAreShapleysValues() {
        int m = 5;
        Model model = bent(m);
        NDArray background = rows(6, m);
        NDArray x = NDArray.generate(Shape.of(m), i -> 2 * Math.cos(i));
        double[] worth = new double[1 << m];
        for (int set = 0; set < worth.length; set++) {
            int known = set;
            NDArray mixed = NDArray.generate(background.shape(), i -> (known >> i % m & 1) == 1 ? x.at(i % m) : background.at(i));
            NDArray y = model.predict(mixed);
            for (int row = 0; row < 6; row++) {
                worth[set] += y.get(row, 2) / 6;
            }
        }
        double[] expected = new double[m];
        for (int i = 0; i < m; i++) {
            for (int set = 0; set < worth.length; set++) {
                if ((set >> i & 1) == 0) {
                    int s = Integer.bitCount(set);
                    expected[i] += factorial(s) * factorial(m - s - 1) / factorial(m) * (worth[set | 1 << i] - worth[set]);
                }
            }
        }
        Explanation e = Explainers.kernelShap(background).explain(model, x, 2);
        assertArrayEquals(expected, GradCamTest.numbers(e.map()), 1e-5);
        assertEquals(worth[0], e.base().orElseThrow(), 1e-6);
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    @Test
    void withMoreFeaturesTheyAreNearAndStillSumUp() {
        int m = 12;
        Model model = bent(m);
        NDArray background = rows(4, m);
        NDArray x = NDArray.generate(Shape.of(m), i -> 2 * Math.cos(i));
        Explanation exact = Explainers.kernelShap(background).coalitions(1 << m).explain(model, x, 0);
        Explanation drawn = Explainers.kernelShap(background).coalitions(1000).explain(model, x, 0);
        assertEquals(0, drawn.gap().orElseThrow(), 1e-5);
        double scale = Arrays.stream(GradCamTest.numbers(exact.map())).map(Math::abs).max().orElseThrow();
        assertArrayEquals(GradCamTest.numbers(exact.map()), GradCamTest.numbers(drawn.map()), 0.1 * scale);
        assertEquals(drawn.map(), Explainers.kernelShap(background).coalitions(1000).explain(model, x, 0).map(), "the same for the same seed");
    }

    /** A feature whose columns are known together has the sum of what they have where the model is linear. */
    @Test
    void columnsOfOneCategoryAreOneFeature() {
        Model model = Sequential.of(input(4), dense(1).named("head"));
        GradCamTest.set(model, "head/kernel", 2, -1, 0.5, 3);
        NDArray background = rows(5, 4);
        NDArray x = NDArray.of(new float[] {1, 2, 3, 4}, 4);
        double[] alone = GradCamTest.numbers(Explainers.kernelShap(background).explain(model, x, 0).map());
        Explanation e = Explainers.kernelShap(background).groups(List.of(List.of(0, 2), List.of(1), List.of(3))).explain(model, x, 0);
        assertArrayEquals(new double[] {alone[0] + alone[2], alone[1], alone[3]}, GradCamTest.numbers(e.map()), 1e-5);
        assertEquals(e.map().at(0) / 2, e.attributions().orElseThrow().at(2), 1e-6);
        assertTrue(e.faithfulness().insertionCurve().length > 1);
        assertThrows(DypException.class, () -> Explainers.kernelShap(background).groups(List.of(List.of(0, 2), List.of(1))));
    }

    @Test
    void probabilitiesCanBeExplained() {
        Model model = bent(3);
        NDArray x = NDArray.of(new float[] {1, -1, 2}, 3);
        Explanation e = Explainers.kernelShap(rows(5, 3)).probability(true).explain(model, x, 1);
        assertEquals(e.probability(), e.base().orElseThrow() + Arrays.stream(GradCamTest.numbers(e.map())).sum(), 1e-6);
    }
}
