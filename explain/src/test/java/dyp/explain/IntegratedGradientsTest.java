package dyp.explain;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import org.junit.jupiter.api.Test;

class IntegratedGradientsTest {
    private static final NDArray ROW = NDArray.of(new float[] {1, -2, 3}, 3);

    private static Model linear() {
        Model model = Sequential.of(input(3), dense(1, SIGMOID).named("head"));
        GradCamTest.set(model, "head/kernel", 2, 1, -1);
        GradCamTest.set(model, "head/bias", 0.25);
        return model;
    }

    @Test
    void ofALinearModelItIsTheWeightTimesTheStep() {
        NDArray from = NDArray.of(new float[] {0, 1, 1}, 3);
        Explanation e = Explainers.integratedGradients().baseline(Baseline.of(from, "mean row")).explain(linear(), ROW, 1);
        assertArrayEquals(new double[] {2 * 1, 1 * -3, -1 * 2}, GradCamTest.numbers(e.map()), 1e-5);
        assertEquals(2 - 2 - 3 + 0.25, e.score(), 1e-6);
        assertEquals(1 / (1 + Math.exp(2.75)), e.probability(), 1e-6);
        assertEquals(1 - 1 + 0.25, e.base().orElseThrow(), 1e-6);
    }

    @Test
    void aSigmoidHasTwoClassesOfOppositeScores() {
        Explanation yes = Explainers.gradientInput().explain(linear(), ROW, 1);
        Explanation no = Explainers.gradientInput().explain(linear(), ROW, 0);
        assertArrayEquals(new double[] {2, -2, -3}, GradCamTest.numbers(yes.map()), 1e-6);
        assertArrayEquals(new double[] {-2, 2, 3}, GradCamTest.numbers(no.map()), 1e-6);
        assertEquals(1, yes.probability() + no.probability(), 1e-6);
        assertEquals(0, Explainers.saliency().explain(linear(), ROW).target());
    }

    @Test
    void theSharesSumToTheDifferenceOfScores() {
        Model model = Sequential.of(input(8), dense(64, RELU), dense(64, TANH), dense(5)).seed(3);
        for (int i = 0; i < 5; i++) {
            int n = i;
            NDArray x = NDArray.generate(Shape.of(8), j -> 3 * Math.sin(n + j * 2.1));
            Explanation e = Explainers.integratedGradients().explain(model, x);
            assertTrue(e.gap().orElseThrow() < 0.005, "gap " + e.gap());
        }
    }

    @Test
    void fewPointsAreRefinedUntilTheSumIsRight() {
        Model model = Sequential.of(input(8), dense(64, TANH), dense(64, TANH), dense(5)).seed(4);
        NDArray x = NDArray.generate(Shape.of(8), j -> 5 * Math.sin(j * 2.1));
        double coarse = Explainers.integratedGradients().steps(1).most(1).explain(model, x, 1).gap().orElseThrow();
        double fine = Explainers.integratedGradients().steps(1).explain(model, x, 1).gap().orElseThrow();
        assertTrue(coarse > 0.01, "one point is too few here, or the test says nothing: " + coarse);
        assertTrue(fine < 0.005, "refined " + fine);
    }
}
