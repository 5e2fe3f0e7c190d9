package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.sgd;
import static dyp.train.Callbacks.earlyStopping;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When it stops and which weights it leaves, on figures that the test makes up. */
class EarlyStoppingTest {
    /**
     * Fits with made-up figures: before the callback looks, the epoch's figures are replaced, and the only weight is set
     * to the epoch's number.
     *
     * @return the epochs run, and the weight at the end
     */
    private static List<Integer> run(String name, EarlyStopping stopping, double... figures) {
        Model model = Sequential.of(dense(1).useBias(false)).compile(sgd(0), meanSquaredError());
        Callback fake = new Callback() {
            @Override
            public void onEpochEnd(Training t) {
                Map<String, Double> logs = new LinkedHashMap<>(t.logs());
                logs.put(name, figures[t.epoch() - 1]);
                t.finish(logs);
                t.model().variables().getFirst().value().floats()[0] = t.epoch();
            }
        };
        NDArray one = NDArray.of(new float[] {1}, 1, 1);
        History history = model.fit(one, one, fit -> fit.epochs(figures.length).quiet().callbacks(fake, stopping));
        return List.of(history.epochs().size(), (int) model.variables().getFirst().value().item());
    }

    @Test
    void patience() {
        assertEquals(List.of(3, 3), run("val_loss", earlyStopping(), 3, 2, 2, 1, 0));
        assertEquals(List.of(4, 4), run("val_loss", earlyStopping().patience(2), 3, 2, 2, 2, 0));
        assertEquals(List.of(6, 6), run("val_loss", earlyStopping().patience(2), 3, 2, 2, 1, 1, 1, 0));
        assertEquals(List.of(3, 3), run("val_loss", earlyStopping().patience(5), 3, 2, 1));
    }

    @Test
    void minDelta() {
        assertEquals(List.of(2, 2), run("val_loss", earlyStopping().minDelta(0.5), 3, 2.6, 1, 0));
        assertEquals(List.of(4, 4), run("val_loss", earlyStopping().minDelta(0.5), 3, 2.4, 1.8, 1.7, 0));
    }

    @Test
    void restoreBestWeights() {
        assertEquals(List.of(4, 2), run("val_loss", earlyStopping().patience(2).restoreBestWeights(true), 3, 1, 2, 2, 0));
        // As Keras 3 does, even when the epochs ran out first.
        assertEquals(List.of(3, 2), run("val_loss", earlyStopping().patience(5).restoreBestWeights(true), 3, 1, 2));
    }

    @Test
    void accuraciesGrowAndLossesShrink() {
        assertEquals(List.of(3, 3), run("val_accuracy", earlyStopping().monitor("val_accuracy"), 0.5, 0.6, 0.6, 0.9));
        assertEquals(List.of(3, 3), run("loss", earlyStopping().monitor("loss"), 3, 2, 2, 1));
    }

    @Test
    void nanIsNoImprovement() {
        assertEquals(List.of(3, 1), run("val_loss", earlyStopping().patience(2).restoreBestWeights(true), 3, Double.NaN, Double.NaN, 0));
    }

    @Test
    void unknownName() {
        assertEquals("EarlyStopping watches 'val_auc', but this fit has only [loss, val_loss]. Give validation data or a"
                + " validationSplit, or monitor one of these.",
                assertThrows(DypException.class, () -> run("val_loss", earlyStopping().monitor("val_auc"), 1)).getMessage());
    }

    /** The same callback may be used for a second fit. */
    @Test
    void startsAfreshAtEachFit() {
        EarlyStopping stopping = earlyStopping().patience(1).restoreBestWeights(true);
        List<List<Integer>> runs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            runs.add(run("val_loss", stopping, 3, 2, 2, 0));
        }
        assertEquals(List.of(List.of(3, 2), List.of(3, 2)), runs);
    }
}
