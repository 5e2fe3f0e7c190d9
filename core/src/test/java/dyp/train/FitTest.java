package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which samples are seen, in which order and in which batches. */
class FitTest {
    private static final NDArray X = Toys.uniform(1, 10, 3);
    private static final NDArray Y = Toys.uniform(2, 10, 1);

    private static Model model(long seed) {
        Model model = Sequential.of(dense(1)).seed(seed).compile(sgd(0.1), meanSquaredError());
        model.build(3);
        // The same first weights whatever the seed, which then is only the order's.
        System.arraycopy(new float[] {0.5f, -0.3f, 0.2f}, 0, model.variables().getFirst().value().floats(), 0, 3);
        return model;
    }

    private static List<NDArray> fitted(long seed, Consumer<Fit> options) {
        Model model = model(seed);
        model.fit(X, Y, options.andThen(fit -> fit.quiet()));
        return Toys.weights(model);
    }

    /** What a fit does, as a loop of one's own. */
    private static List<NDArray> byHand(Dataset data, int batchSize, long seed, int epochs, boolean shuffle) {
        Model model = model(seed);
        var step = model.trainingStep(sgd(0.1), data, (batch, m) -> m.call(batch.x()).sub(batch.y()).square().mean());
        for (int epoch = 1; epoch <= epochs; epoch++) {
            for (Batch batch : (shuffle ? data.shuffle(seed, step.step()) : data).batch(batchSize)) {
                step.run(batch);
            }
        }
        return Toys.weights(model);
    }

    /** 10 samples in batches of 5 (none left over), 4 (two left), 3 (one left), 10, and more than there are. */
    @ParameterizedTest
    @CsvSource({"5, 2", "4, 3", "3, 4", "10, 1", "32, 1", "1, 10"})
    void everySampleOncePerEpoch(int batchSize, int steps) {
        List<Integer> seen = new ArrayList<>();
        Model model = model(0);
        History history = model.fit(X, Y, fit -> fit.epochs(2).batchSize(batchSize).quiet().callbacks(new Callback() {
            @Override
            public void onBatchEnd(Training t) {
                seen.add(t.step());
            }

            @Override
            public void onEpochEnd(Training t) {
                assertEquals(10, t.samples());
                assertEquals(steps, t.steps());
            }
        }));
        assertEquals(2 * steps, seen.size());
        assertEquals(2, history.epochs().size());
        assertEquals(byHand(Dataset.of(X, Y), batchSize, 0, 2, true), Toys.weights(model));
    }

    @Test
    void orderDependsOnSeedAndEpoch() {
        assertEquals(fitted(7, fit -> fit.batchSize(1)), fitted(7, fit -> fit.batchSize(1)));
        assertNotEquals(fitted(7, fit -> fit.batchSize(1)), fitted(8, fit -> fit.batchSize(1)));
        assertEquals(fitted(7, fit -> fit.batchSize(1).shuffle(false)), fitted(8, fit -> fit.batchSize(1).shuffle(false)));
        assertEquals(byHand(Dataset.of(X, Y), 1, 7, 2, false), fitted(7, fit -> fit.epochs(2).batchSize(1).shuffle(false)));
        Dataset data = Dataset.of(X, Y);
        assertNotEquals(Toys.x(data.shuffle(7, 0)), Toys.x(data.shuffle(7, 1)));
    }

    /** Keras: the first floor(n * (1 - fraction)) samples are learned from. */
    @ParameterizedTest
    @CsvSource({"0.2, 8", "0.25, 7", "0.5, 5", "0.99, 1"})
    void validationSplitTakesTheLastPart(double fraction, int learned) {
        if (learned == 1) {
            String message = assertThrows(DypException.class, () -> fitted(0, fit -> fit.validationSplit(fraction))).getMessage();
            assertEquals("validationSplit(0.99) of 10 samples leaves none to learn from. Use another fraction, or give validation(x, y).", message);
            return;
        }
        Dataset data = Dataset.of(X, Y);
        Model model = model(3);
        History history = model.fit(X, Y, fit -> fit.epochs(3).batchSize(2).validationSplit(fraction).quiet());
        assertEquals(byHand(data.take(learned), 2, 3, 3, true), Toys.weights(model));
        assertEquals(model.evaluate(data.skip(learned)).get("loss"), history.last("val_loss"), 1e-6);
    }

    @Test
    void givenValidationDataWinOverASplit() {
        NDArray x = Toys.uniform(3, 5, 3);
        NDArray y = Toys.uniform(4, 5, 1);
        Model model = model(3);
        History history = model.fit(X, Y, fit -> fit.validationSplit(0.5).validation(x, y).quiet());
        assertEquals(byHand(Dataset.of(X, Y), 32, 3, 1, true), Toys.weights(model));
        assertEquals(model.evaluate(x, y).get("loss"), history.last("val_loss"), 1e-6);
    }

    @Test
    void historyByName() {
        History history = model(0).fit(X, Y, fit -> fit.epochs(3).quiet());
        assertEquals(3, history.get("loss").length);
        assertEquals(history.get("loss")[2], history.last("loss"));
        assertArrayEquals(history.epochs().stream().mapToDouble(e -> e.get("loss")).toArray(), history.get("loss"));
        assertTrue(history.get("loss")[0] > history.last("loss"));
        assertTrue(history.seconds() > 0 && history.samplesPerSecond() > 0);
        assertEquals("The history has no 'val_loss'; it has [loss].",
                assertThrows(DypException.class, () -> history.last("val_loss")).getMessage());
    }

    /** Three fits of one epoch are one fit of three, the momentum included. */
    @Test
    void optimizerGoesOnWhereItWas() {
        Model model = Sequential.of(dense(1)).seed(3).compile(sgd(0.1).momentum(0.9), meanSquaredError());
        Model apart = Sequential.of(dense(1)).seed(3).compile(sgd(0.1).momentum(0.9), meanSquaredError());
        model.fit(X, Y, fit -> fit.epochs(3).shuffle(false).quiet());
        for (int i = 0; i < 3; i++) {
            apart.fit(X, Y, fit -> fit.shuffle(false).quiet());
        }
        assertEquals(Toys.weights(model), Toys.weights(apart));
        assertEquals(Shape.of(10, 1), model.predict(X).shape());
    }
}
