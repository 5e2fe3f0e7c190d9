package dyp.callback;

import static dyp.callback.Callbacks.earlyStopping;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.tensor.DypException;
import dyp.train.History;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When it stops and which weights it leaves, on figures that the test makes up. */
class EarlyStoppingTest {
    /**
     * Fits with made-up figures.
     *
     * @return the epochs run, and the weight at the end
     */
    private static List<Integer> run(String name, EarlyStopping stopping, double... figures) {
        Model model = Figures.model(0);
        History history = Figures.fit(model, name, figures, stopping);
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

    /** The same figures given to Keras 3.15.1's EarlyStopping stop at these epochs. */
    @Test
    void baseline() {
        assertEquals(List.of(4, 4), run("val_loss", earlyStopping().baseline(1), 3, 2, 1.5, 0.5));
        assertEquals(List.of(2, 2), run("val_loss", earlyStopping().baseline(1), 3, 4, 5, 0.5));
        assertEquals(List.of(2, 2), run("val_loss", earlyStopping().baseline(1).patience(2), 3, 4, 5, 0.5));
        assertEquals(List.of(4, 4), run("val_loss", earlyStopping().baseline(1).patience(2), 0.5, 0.4, 0.6, 0.6, 0));
    }

    /** As Keras 3.15.1. */
    @Test
    void startFromEpoch() {
        assertEquals(List.of(5, 5), run("val_loss", earlyStopping().startFromEpoch(3), 1, 2, 3, 4, 5, 6));
        assertEquals(List.of(4, 3), run("val_loss", earlyStopping().startFromEpoch(2).restoreBestWeights(true), 0, 0, 4, 5, 0));
    }

    @Test
    void mode() {
        assertEquals(List.of(2, 2), run("val_loss", earlyStopping().mode(Mode.MAX), 3, 2, 1));
        assertEquals(List.of(4, 4), run("val_thing", earlyStopping().monitor("val_thing").mode(Mode.MIN), 3, 2, 1, 1, 0));
        assertEquals("Whether 'val_thing' shall grow or shrink cannot be told from its name. Say mode(Mode.MAX) or mode(Mode.MIN).",
                assertThrows(DypException.class, () -> run("val_thing", earlyStopping().monitor("val_thing"), 3, 2)).getMessage());
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
