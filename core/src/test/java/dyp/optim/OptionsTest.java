package dyp.optim;

import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.adamW;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.runtime.Engine;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Stepper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Options on plain gradient descent at rate 1, where each number can be computed by hand. */
class OptionsTest {
    private static Map<String, NDArray> start() {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        weights.put("conv2d_1/kernel", NDArray.of(new float[] {1, 2}));
        weights.put("conv2d_10/kernel", NDArray.of(new float[] {10}));
        weights.put("conv2d_10/bias", NDArray.of(new float[] {5}));
        return weights;
    }

    private static List<NDArray> gradients(float a, float b, float c, float d) {
        return List.of(NDArray.of(new float[] {a, b}), NDArray.of(new float[] {c}), NDArray.of(new float[] {d}));
    }

    private static void expect(Stepper stepper, double a, double b, double c, double d) {
        List<NDArray> w = stepper.weights();
        assertArrayEquals(new double[] {a, b, c, d}, new double[] {w.get(0).at(0), w.get(0).at(1), w.get(1).at(0), w.get(2).at(0)}, 1e-6);
    }

    @Test
    void clipNormIsEachWeightsOwn() {
        Stepper s = new Stepper(sgd(1).clipNorm(1), start());
        s.step(gradients(3, 4, 0.5f, -2));
        expect(s, 1 - 0.6, 2 - 0.8, 10 - 0.5, 5 + 1);
        s.step(gradients(0, 0, 0, 0));
        expect(s, 1 - 0.6, 2 - 0.8, 10 - 0.5, 5 + 1);
    }

    @Test
    void globalClipNormIsOfAllTogether() {
        Stepper s = new Stepper(sgd(1).globalClipNorm(1), start());
        // 1 + 4 + 4 + 16: the length is 5.
        s.step(gradients(1, 2, 2, -4));
        expect(s, 1 - 0.2, 2 - 0.4, 10 - 0.4, 5 + 0.8);
        s.step(gradients(0.5f, 0.5f, 0.5f, 0.5f));
        expect(s, 1 - 0.7, 2 - 0.9, 10 - 0.9, 5 + 0.3);
    }

    @Test
    void clipValueIsEachNumbersOwn() {
        Stepper s = new Stepper(sgd(1).clipValue(0.25), start());
        s.step(gradients(3, -4, 0.125f, -0.5f));
        expect(s, 0.75, 2.25, 9.875, 5.25);
    }

    @Test
    void weightDecayTakesAShareButForWhatIsExcluded() {
        Stepper s = new Stepper(sgd(0.5).weightDecay(0.1, "^conv2d_10/", "nothing"), start());
        s.step(gradients(1, 0, 1, 0));
        expect(s, 0.95 - 0.5, 1.9, 9.5, 5);
    }

    @Test
    void theAverageIsTheWeightFirstAndFollowsSlowlyThen() {
        Stepper s = new Stepper(sgd(1).ema(0.75), start());
        s.step(gradients(-1, -1, 0, 0));
        NDArray average = s.variable("optimizer/conv2d_1/kernel/average");
        assertArrayEquals(new float[] {2, 3}, average.floats());
        s.step(gradients(-4, 4, 0, 0));
        assertArrayEquals(new float[] {0.75f * 2 + 0.25f * 6, 0.75f * 3 + 0.25f * -1}, average.floats(), 1e-6f);
        expect(s, 6, -1, 10, 5);
    }

    @Test
    void everySecondStepTheAverageTakesOver() {
        Stepper s = new Stepper(sgd(1).ema(0.75).overwriteEvery(2), start());
        s.step(gradients(-1, 0, 0, 0));
        expect(s, 2, 2, 10, 5);
        s.step(gradients(-4, 0, 0, 0));
        expect(s, 0.75 * 2 + 0.25 * 6, 2, 10, 5);
        s.step(gradients(1, 0, 0, 0));
        expect(s, 2, 2, 10, 5);
    }

    /** A constraint comes after everything, as in Keras: the average is of what the step gave. */
    @Test
    void constraintsComeLast() {
        Stepper s = new Stepper(sgd(1).ema(0.5), start(), w -> w.clip(0, 3), Engine.threads(1));
        s.step(gradients(-9, 0, 0, 0));
        expect(s, 3, 2, 3, 3);
        assertArrayEquals(new float[] {10, 2}, s.variable("optimizer/conv2d_1/kernel/average").floats());
    }

    @Test
    void accumulationMovesAtEveryNthCallByTheMean() {
        Stepper s = new Stepper(sgd(1).momentum(0.5).accumulate(3), start());
        for (int round = 0; round < 2; round++) {
            double before = s.weights().getFirst().at(0);
            s.step(gradients(1, 0, 0, 0));
            s.step(gradients(2, 0, 0, 0));
            assertEquals(before, s.weights().getFirst().at(0));
            s.step(gradients(6, 0, 0, 0));
            assertEquals(before - (round == 0 ? 3 : 4.5), s.weights().getFirst().at(0), 1e-6);
            assertEquals(0, s.variable("optimizer/conv2d_1/kernel/gradient_accumulator").at(0));
        }
    }

    @Test
    void lossScaleIsTakenOutOfTheGradients() {
        Stepper s = new Stepper(sgd(1).lossScale(8), start());
        s.step(gradients(8, 16, 0, -8));
        expect(s, 0, 0, 10, 6);
    }

    @Test
    void multipliersAreByWholePathAndTheLongestWins() {
        Stepper s = new Stepper(sgd(1).multiplier("conv2d_1", 0.5).multiplier("conv2d_10", 0.25).multiplier("conv2d_10/bias", 2), start());
        s.step(gradients(1, 0, 1, 1));
        expect(s, 0.5, 2, 9.75, 3);
    }

    /** To the bit, whatever else is on; without slots; and without a say in the global norm. */
    @Test
    void aMultiplierOf0Freezes() {
        Stepper s = new Stepper(adam(0.1).weightDecay(0.5).ema(0.9).overwriteEvery(2).globalClipNorm(1).multiplier("conv2d_10", 0), start());
        Stepper alone = new Stepper(adam(0.1).weightDecay(0.5).ema(0.9).overwriteEvery(2).globalClipNorm(1),
                Map.of("conv2d_1/kernel", NDArray.of(new float[] {1, 2})));
        for (int i = 0; i < 5; i++) {
            s.step(gradients(1, 2, 3, 4));
            alone.step(gradients(1, 2, 3, 4).subList(0, 1));
        }
        assertEquals(List.of(NDArray.of(new float[] {10}), NDArray.of(new float[] {5})), s.weights().subList(1, 3));
        assertEquals(alone.weights().getFirst(), s.weights().getFirst());
        assertFalse(s.variables().stream().anyMatch(v -> v.name().contains("conv2d_10")), s.variables().toString());
    }

    @Test
    void anOptionReplacesOneOfItsKind() {
        assertEquals(sgd().clipNorm(2), sgd().clipNorm(1).clipNorm(2));
        assertEquals(sgd().ema(0.5).clipNorm(1), sgd().clipNorm(1).ema(0.5));
        assertEquals(adamW().weightDecay(0.5), Optimizers.adamW().weightDecay(0.1).weightDecay(0.5));
    }

    @Test
    void variablesComeInKerasOrderWhateverTheOrderOfOptions() {
        Stepper s = new Stepper(adam().amsgrad(true).accumulate(2).ema(0.9), start());
        assertEquals(List.of("optimizer/iterations", "optimizer/learning_rate", "average", "average", "average", "gradient_accumulator",
                        "gradient_accumulator", "gradient_accumulator", "momentum", "velocity", "momentum", "velocity", "momentum", "velocity",
                        "velocity_hat", "velocity_hat", "velocity_hat"),
                s.variables().stream().map(v -> v.name().replaceAll("optimizer/.*/", "")).toList());
        assertEquals("optimizer/conv2d_1/kernel/average", s.variables().get(2).name());
    }

    @Test
    void whatDoesNotFitIsSaid() {
        message("multiplier(\"conv2d_2\", ...) fits no trainable weight. There are conv2d_1/kernel, conv2d_10/kernel, conv2d_10/bias.",
                () -> new Stepper(sgd().multiplier("conv2d_2", 0.1), start()));
        message("overwriteEvery(3) needs ema(0.99) before it.", () -> sgd().overwriteEvery(3));
        message("clipNorm must be more than 0, but 0.0 came.", () -> sgd().clipNorm(0));
        message("accumulate must be 1 or more, but 0 came.", () -> sgd().accumulate(0));
        message("multiplier of dense must be 0 or more, but -1.0 came.", () -> sgd().multiplier("dense", -1));
        message("ema must lie from 0 to below 1, but 1.0 came.", () -> adam().ema(1));
    }

    private static void message(String expected, Executable call) {
        assertEquals(expected, assertThrows(DypException.class, call).getMessage());
    }
}
