package dyp.callback;

import static dyp.callback.Callbacks.backupAndRestore;
import static dyp.callback.Callbacks.lambdaCallback;
import static dyp.callback.Callbacks.swapEMAWeights;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.sgd;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.History;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.Toys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is validated, what is learned on, and what is left at the end: by an optimizer that keeps averages. */
class SwapEMAWeightsTest {
    private static final NDArray X = Toys.uniform(1, 12, 3);
    private static final NDArray Y = Toys.uniform(2, 12, 1);

    @TempDir Path folder;

    private static Model model() {
        return Sequential.of(dense(1)).seed(1).compile(sgd(0.1).ema(0.5), meanSquaredError());
    }

    @Test
    void validationSeesTheAverages() {
        Model model = model();
        List<NDArray> inTraining = new ArrayList<>();
        List<NDArray> atEpochsEnd = new ArrayList<>();
        History history = model.fit(X, Y, fit -> fit.epochs(4).batchSize(4).validation(X, Y).quiet().callbacks(swapEMAWeights().swapOnEpoch(true),
                lambdaCallback().onBatchEnd(t -> inTraining.add(Toys.weights(t.model()).getFirst())).onEpochEnd(t -> {
                    atEpochsEnd.add(Toys.weights(t.model()).getFirst());
                    assertEquals(t.logs().get("val_loss"), t.model().evaluate(X, Y).get("loss"), 1e-6);
                })));
        // The weights alone, as without any callback.
        List<NDArray> plain = new ArrayList<>();
        model().fit(X, Y, fit -> fit.epochs(4).batchSize(4).quiet().callbacks(lambdaCallback().onBatchEnd(t -> plain.add(Toys.weights(t.model()).getFirst()))));
        assertEquals(plain, inTraining);
        // The averages by hand.
        double[] average = new double[3];
        for (int step = 0; step < plain.size(); step++) {
            for (int i = 0; i < 3; i++) {
                // The first average is the weight.
                average[i] = step == 0 ? plain.get(0).at(i) : 0.5 * average[i] + 0.5 * plain.get(step).at(i);
                if (step % 3 == 2) {
                    assertEquals(average[i], atEpochsEnd.get(step / 3).at(i), 1e-6);
                }
            }
        }
        assertEquals(atEpochsEnd.getLast(), Toys.weights(model).getFirst(), "at the end the weights are the averages");
        assertEquals(history.last("val_loss"), model.evaluate(X, Y).get("loss"), 1e-6);
    }

    /** As in Keras, with an optimizer that keeps averages they are the weights when the fit is over. */
    @Test
    void withoutTheCallback() {
        Model plain = model();
        List<NDArray> last = new ArrayList<>();
        plain.fit(X, Y, fit -> fit.epochs(4).batchSize(4).quiet().callbacks(lambdaCallback().onEpochEnd(t -> last.add(Toys.weights(t.model()).getFirst()))));
        Model swapped = model();
        swapped.fit(X, Y, fit -> fit.epochs(4).batchSize(4).validation(X, Y).quiet().callbacks(swapEMAWeights()));
        assertNotEquals(last.getLast(), Toys.weights(plain).getFirst());
        assertEquals(Toys.weights(plain), Toys.weights(swapped));
    }

    private static Model real() {
        return Sequential.of(dense(1)).seed(1).compile(adam(0.1).ema(0.9), meanSquaredError());
    }

    @Test
    void goesOnFromACheckpoint() {
        Model whole = real();
        History all = whole.fit(X, Y, fit -> fit.epochs(4).batchSize(4).validation(X, Y).quiet().callbacks(swapEMAWeights().swapOnEpoch(true)));
        for (int epochs : new int[] {2, 4}) {
            Model part = real();
            boolean last = epochs == 4;
            try {
                History history = part.fit(X, Y, fit -> fit.epochs(4).batchSize(4).validation(X, Y).quiet().callbacks(swapEMAWeights().swapOnEpoch(true),
                        backupAndRestore(folder.resolve("b")), lambdaCallback().onEpochBegin(t -> {
                            if (!last && t.epoch() == 3) {
                                throw new IllegalStateException("stopped");
                            }
                        })));
                assertEquals(all.epochs(), history.epochs());
                assertEquals(Toys.weights(whole), Toys.weights(part));
            } catch (IllegalStateException e) {
                // Goes on in the next round.
            }
        }
    }

    @Test
    void anOptimizerWithoutAverages() {
        assertEquals("There are no averages to swap the weights with: the optimizer keeps none. Ask it to, as in adam().ema(0.99).",
                assertThrows(DypException.class, () -> Figures.model(0).fit(X, Y, fit -> fit.validation(X, Y).quiet().callbacks(swapEMAWeights())))
                        .getMessage());
    }
}
