package dyp.optim;

import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.sgd;
import static dyp.optim.Schedules.constant;
import static dyp.optim.Schedules.cosineDecay;
import static dyp.optim.Schedules.cosineDecayRestarts;
import static dyp.optim.Schedules.exponentialDecay;
import static dyp.optim.Schedules.oneCycle;
import static dyp.optim.Schedules.piecewiseConstantDecay;
import static dyp.optim.Schedules.robbinsMonro;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Stepper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules that Keras does not have, by their formulas; and schedules at work. */
class SchedulesTest {
    /** A few roundings of float32 at rates of 0.1. */
    private static final double CLOSE = 1e-7;

    private static Stepper stepper(Optimizer optimizer) {
        return new Stepper(optimizer, Map.of("w", NDArray.of(new float[] {0})));
    }

    private static void step(Stepper stepper) {
        stepper.step(List.of(NDArray.of(new float[] {-1})));
    }

    private static double weight(Stepper stepper) {
        return stepper.weights().getFirst().at(0);
    }

    @Test
    void robbinsAndMonro() {
        Schedule s = robbinsMonro(2, 10);
        assertEquals(0.2, s.at(0), CLOSE);
        assertEquals(0.1, s.at(10), CLOSE);
        assertEquals(2.0 / 1_000_010, s.at(1_000_000), 1e-12);
    }

    /** The formula of PyTorch's OneCycleLR with cosine annealing, in double. */
    @Test
    void oneCycleGoesUpAndDown() {
        Schedule s = oneCycle(0.1, 100);
        for (int t = 0; t < 120; t++) {
            double top = 0.3 * 100 - 1;
            double from = t <= top ? 0.1 / 25 : 0.1;
            double to = t <= top ? 0.1 : 0.1 / 25 / 1e4;
            double share = t <= top ? t / top : Math.min((t - top) / (99 - top), 1);
            assertEquals(to + (from - to) / 2 * (1 + Math.cos(Math.PI * share)), s.at(t), CLOSE, "step " + t);
        }
        assertEquals(0.004, s.at(0), CLOSE);
        assertEquals(0.1, s.at(29), CLOSE);
        assertEquals(4e-7, s.at(99), CLOSE);
    }

    @Test
    void aWarmUpRisesFrom0AndThenTheScheduleBegins() {
        Schedule plain = exponentialDecay(0.4, 10, 0.5);
        Schedule warm = plain.warmup(4);
        assertEquals(List.of(0.0, 0.1, 0.2, 0.3, 0.4), List.of(0, 1, 2, 3, 4).stream().map(t -> Math.round(warm.at(t) * 1e6) / 1e6).toList());
        assertEquals(plain.at(17), warm.at(21), CLOSE);
        assertEquals(0.05, constant(0.1).warmup(10).at(5), CLOSE);
    }

    @Test
    void cosineDecayWarmsUpTheSameWay() {
        CosineDecay s = cosineDecay(1e-3, 5_000).warmup(200);
        assertEquals(0, s.at(0));
        assertEquals(5e-4, s.at(100), CLOSE);
        for (int t : new int[] {200, 201, 2_700, 5_199, 5_200, 9_999}) {
            assertEquals(cosineDecay(1e-3, 5_000).at(t - 200), s.at(t), CLOSE, "step " + t);
        }
    }

    /** At each whole power the next period begins, although a logarithm in float32 may fall short of it. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 2, 3, 5, 7, 10})
    void restartsComeOnTime(double tMul) {
        Schedule s = cosineDecayRestarts(0.1, 16).tMul(tMul).mMul(0.5);
        double start = 0;
        for (int i = 0; i < 5; i++) {
            if (start == Math.rint(start)) {
                assertEquals(0.1 * Math.pow(0.5, i), s.at((long) start), 1e-6, "restart " + i + " at " + start);
            }
            start += 16 * Math.pow(tMul, i);
        }
    }

    @Test
    void theStepUsesTheRateOfTheStepsBeforeIt() {
        Stepper s = stepper(sgd(piecewiseConstantDecay(new int[] {0, 2}, 1, 10, 100)));
        double[] after = {1, 11, 21, 121, 221};
        for (int i = 0; i < after.length; i++) {
            assertEquals(i == 0 ? 1 : i < 3 ? 10 : 100, s.learningRate());
            step(s);
            assertEquals(after[i], weight(s), "after step " + (i + 1));
        }
    }

    @Test
    void aNumberCanBeChangedBetweenSteps() {
        Stepper s = stepper(sgd(1).clipNorm(1));
        step(s);
        s.learningRate(0.25);
        assertEquals(0.25, s.learningRate());
        step(s);
        assertEquals(1.25, weight(s));
    }

    @Test
    void aScheduleCannot() {
        Stepper s = stepper(adam(cosineDecay(1e-3, 100)));
        assertEquals("The learning rate follows a schedule, CosineDecay[initialLearningRate=0.001, decaySteps=100, alpha=0.0, warmupTarget=null,"
                + " warmupSteps=0], and cannot be set. Give the optimizer a number to set it by hand.",
                assertThrows(DypException.class, () -> s.learningRate(0.1)).getMessage());
        assertEquals(List.of("optimizer/iterations", "optimizer/w/momentum", "optimizer/w/velocity"),
                s.variables().stream().map(v -> v.name()).toList());
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertEquals("piecewiseConstantDecay takes one value more than boundaries, but 1 boundaries and 1 values came.",
                assertThrows(DypException.class, () -> piecewiseConstantDecay(new int[] {5}, 0.1)).getMessage());
        assertEquals("The boundaries must ascend, but [5, 5] came.",
                assertThrows(DypException.class, () -> piecewiseConstantDecay(new int[] {5, 5}, 0.1, 0.2, 0.3)).getMessage());
        assertEquals("decaySteps must be 1 or more, but 0 came.", assertThrows(DypException.class, () -> cosineDecay(0.1, 0)).getMessage());
    }
}
