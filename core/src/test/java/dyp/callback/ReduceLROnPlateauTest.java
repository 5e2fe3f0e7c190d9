package dyp.callback;

import static dyp.callback.Callbacks.reduceLROnPlateau;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.tensor.DypException;
import dyp.train.History;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rates after each epoch are those of Keras 3.15.1, given the same figures and a first rate of 0.1. */
class ReduceLROnPlateauTest {
    private static double[] rates(ReduceLROnPlateau callback, double... figures) {
        Model model = Figures.model(0.1);
        List<Double> rates = new ArrayList<>();
        History history = Figures.fit(model, "val_loss", figures, callback,
                Callbacks.lambdaCallback().onEpochEnd(t -> rates.add(t.trainingStep().learningRate())));
        assertEquals(0.1, history.get("learning_rate")[0], 1e-7, "the rate of the epoch is logged, not the next one");
        return rates.stream().mapToDouble(r -> r).toArray();
    }

    @Test
    void patience() {
        assertArrayEquals(new double[] {0.1, 0.1, 0.01, 0.01, 0.001, 0.001, 0.0001}, rates(reduceLROnPlateau().patience(2), 1, 1, 1, 1, 1, 1, 1), 1e-8);
    }

    @Test
    void cooldown() {
        assertArrayEquals(new double[] {0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125, 0.0125},
                rates(reduceLROnPlateau().patience(2).cooldown(2).factor(0.5), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), 1e-8);
    }

    @Test
    void minDeltaAndMinLr() {
        assertArrayEquals(new double[] {0.1, 0.1, 0.05, 0.05, 0.05, 0.04, 0.04},
                rates(reduceLROnPlateau().patience(2).factor(0.5).minLr(0.04), 1, 0.99995, 0.9999, 0.9, 0.9, 0.9, 0.9), 1e-8);
        assertArrayEquals(new double[] {0.1, 0.1, 0.1, 0.05, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03},
                rates(reduceLROnPlateau().patience(1).factor(0.5).minLr(0.03), 1, 0.9, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8), 1e-8);
    }

    @Test
    void defaultsAreKeras() {
        double[] figures = new double[12];
        java.util.Arrays.fill(figures, 1);
        double[] rates = rates(reduceLROnPlateau(), figures);
        assertEquals(0.1, rates[9], 1e-8);
        assertEquals(0.01, rates[10], 1e-8);
    }

    @Test
    void refused() {
        assertEquals("factor must lie between 0 and 1, but 1.0 came.",
                assertThrows(DypException.class, () -> reduceLROnPlateau().factor(1)).getMessage());
    }
}
