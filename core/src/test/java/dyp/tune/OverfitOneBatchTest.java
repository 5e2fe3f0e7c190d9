package dyp.tune;

import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.Toys;
import java.util.List;
import org.junit.jupiter.api.Test;

/** It tells a healthy model from sick ones, and the right sickness. */
class OverfitOneBatchTest {
    private static final Dataset DATA = Dataset.of(Toys.uniform(1, 50, 6), Toys.uniform(2, 50, 1));

    private static String check(boolean reached, Model model, Dataset data) {
        List<NDArray> before = Toys.weights(model.build(data.sampleShape().dims()));
        OverfitOneBatch.Outcome outcome = OverfitOneBatch.create().run(model, data);
        System.out.println(outcome);
        assertEquals(before, Toys.weights(model), "the model stays as it was");
        assertEquals(reached, outcome.reached(), outcome::toString);
        assertFalse(outcome.remarks().isEmpty());
        return outcome.toString();
    }

    @Test
    void healthy() {
        assertTrue(check(true, Sequential.of(dense(64, RELU), dense(64, RELU), dense(1)).compile(adam(0.01), meanSquaredError()), DATA)
                .startsWith("The model can learn: the loss went from "));
    }

    @Test
    void tooLargeARate() {
        String said = check(false, Sequential.of(dense(64, RELU), dense(1)).compile(sgd(1e20), meanSquaredError()), DATA);
        assertTrue(said.contains("The loss became") && said.contains("Try a smaller learning rate"), said);
    }

    @Test
    void tooSmallARate() {
        String said = check(false, Sequential.of(dense(8, RELU), dense(1)).compile(adam(1e-4), meanSquaredError()), DATA);
        assertTrue(said.contains("The loss is still falling"), said);
    }

    @Test
    void deadUnits() {
        Model model = Sequential.of(dense(8, RELU), dense(1)).compile(adam(0.01), meanSquaredError()).build(6);
        java.util.Arrays.fill(model.variables().get(1).value().floats(), -100);
        String said = check(false, model, DATA);
        assertTrue(said.contains("dense/kernel does not move.") && said.contains("100 % of dense's units are 0 for every sample"), said);
    }

    @Test
    void tooSmallAModel() {
        String said = check(false, Sequential.of(dense(1)).compile(adam(0.03), meanSquaredError()), DATA);
        assertTrue(said.contains("The loss stands still: the model is too small"), said);
    }

    @Test
    void contradictions() {
        NDArray x = Toys.uniform(1, 10, 3);
        System.arraycopy(x.floats(), 6, x.floats(), 21, 3);
        NDArray y = NDArray.generate(dyp.tensor.Shape.of(10, 1), i -> i % 2);
        String said = check(false, Sequential.of(dense(64, RELU), dense(1, SIGMOID)).compile(adam(0.01), binaryCrossentropy()), Dataset.of(x, y));
        assertTrue(said.contains("Samples 2 and 7 are equal and have different targets"), said);
    }

    @Test
    void dropoutIsNoFault() {
        String said = check(false, Sequential.of(dense(256, RELU), dropout(0.2), dense(1)).compile(adam(0.01), meanSquaredError()), DATA);
        assertTrue(said.contains("In prediction mode its loss is"), said);
    }
}
