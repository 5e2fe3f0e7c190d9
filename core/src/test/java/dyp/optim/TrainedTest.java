package dyp.optim;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.nn.golden.Golden;
import dyp.op.Leaf.Variable;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.TrainingStep;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Optimizers and options in the training step of a model. */
class TrainedTest {
    private static final NDArray X = NDArray.generate(Shape.of(16, 3), i -> Math.sin(1 + 3 * i));
    private static final NDArray Y = NDArray.generate(Shape.of(16, 1), i -> X.get(i, 0) * X.get(i, 1) - 0.5 * X.get(i, 2));

    private static Model model(Optimizer optimizer) {
        return Sequential.of(dense(12, TANH), dense(1)).seed(1).compile(optimizer, meanSquaredError());
    }

    private static TrainingStep step(Model model) {
        return model.trainingStep(Dataset.of(X, Y));
    }

    private static void assertSame(Model expected, Model actual, double tolerance) {
        for (int i = 0; i < expected.variables().size(); i++) {
            Variable ours = actual.variables().get(i);
            Golden.close(ours.toString(), expected.variables().get(i).value(), ours.value(), tolerance);
        }
    }

    static List<Optimizer> all() {
        return List.of(sgd(0.1).momentum(0.9), rmsProp(0.01), adam(0.02), adam(0.02).amsgrad(true), adamW(0.02), adamax(0.03), nadam(0.02),
                adagrad(0.2), adadelta(10), adafactor(0.5), ftrl(0.5), lion(0.005), lamb(0.05), muon(0.02), scheduleFreeAdamW(0.05),
                adam(Schedules.oneCycle(0.05, 200)).globalClipNorm(1).ema(0.9).overwriteEvery(5).weightDecay(1e-3, "bias").lossScale(64));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyOneLearns(Optimizer optimizer) {
        Model model = model(optimizer);
        TrainingStep step = step(model);
        Batch batch = new Batch(X, Y);
        step.program(16).verify(Map.of("x", X, "y", Y), 1e-4);
        step.run(batch);
        double first = step.loss();
        for (int i = 1; i < 200; i++) {
            step.run(batch);
        }
        step.program(16).verify(Map.of("x", X, "y", Y), 1e-4);
        assertTrue(step.loss() < 0.2 * first, "from " + first + " to " + step.loss() + " by " + optimizer);
    }

    @Test
    void twoHalvesAccumulatedAreOneWhole() {
        Model whole = model(sgd(0.3).momentum(0.5));
        Model halves = model(sgd(0.3).momentum(0.5).accumulate(2));
        for (int i = 0; i < 5; i++) {
            step(whole).run(new Batch(X, Y));
            step(halves).run(new Batch(X.rows(0, 8), Y.rows(0, 8)));
            step(halves).run(new Batch(X.rows(8, 16), Y.rows(8, 16)));
        }
        assertSame(whole, halves, 1e-6);
        assertEquals(10, step(halves).step());
    }

    @Test
    void aScaledLossLearnsTheSame() {
        Model plain = model(adam(0.01));
        Model scaled = model(adam(0.01).lossScale(1024));
        for (int i = 0; i < 5; i++) {
            step(plain).run(new Batch(X, Y));
            step(scaled).run(new Batch(X, Y));
        }
        assertSame(plain, scaled, 1e-6);
        assertEquals(step(plain).loss(), step(scaled).loss(), 1e-6);
    }

    @Test
    void aLayerUnderMultiplier0IsFrozen() {
        Model model = model(adam(0.1).multiplier("dense", 0));
        TrainingStep step = step(model);
        List<NDArray> before = model.variables().stream().map(v -> v.value().copy()).toList();
        step.run(new Batch(X, Y));
        for (int i = 0; i < before.size(); i++) {
            assertEquals(i < 2, before.get(i).equals(model.variables().get(i).value()), model.variables().get(i).toString());
        }
    }

    @Test
    void theRateOfAScheduleCanBeRead() {
        TrainingStep step = step(model(sgd(Schedules.robbinsMonro(1, 2))));
        double[] rates = new double[3];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = step.learningRate();
            step.run(new Batch(X, Y));
        }
        assertArrayEquals(new double[] {1 / 2.0, 1 / 3.0, 1 / 4.0}, rates, 1e-7);
    }

    /** Slots, weight and average of an elementwise rule: one pass over memory for each weight. */
    @Test
    void anElementwiseStepIsOnePass() {
        Optimizer optimizer = adamW(Schedules.cosineDecay(1e-3, 100).warmup(10)).amsgrad(true).clipValue(1).ema(0.99).lossScale(8);
        String plan = step(model(optimizer)).program(16).explain();
        assertEquals(1, plan.lines().filter(l -> l.contains("optimizer/dense/kernel")).count(), plan);
        assertEquals(4, plan.lines().filter(l -> l.contains("in place") && l.contains("optimizer/")).count(), plan);
    }
}
