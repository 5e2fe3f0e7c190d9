package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loss that becomes NaN or infinite stops the fit before the step changes anything, and says where it began. */
class NotFiniteTest {
    private static final String BEFORE = ". The weights are as they were before that step. ";
    private static final String TRY = "Try a smaller learning rate, or look for extreme values in the data.";

    /** Steps over the same batch until one is refused. */
    private static String refused(Model model, TrainingStep step, Batch batch) {
        step.program(batch.size());
        for (int i = 0; i < 100; i++) {
            List<NDArray> before = new ArrayList<>(Toys.weights(model));
            step.variables().forEach(v -> before.add(v.value().copy()));
            try {
                step.run(batch);
            } catch (DypException e) {
                List<NDArray> after = new ArrayList<>(Toys.weights(model));
                step.variables().forEach(v -> after.add(v.value()));
                assertEquals(before, after, "weights and the optimizer's slots");
                assertTrue(after.stream().allMatch(NotFiniteTest::finite), "all finite");
                assertEquals(e.getMessage(), assertThrows(DypException.class, () -> step.run(batch)).getMessage(), "and so again");
                return e.getMessage();
            }
        }
        throw new AssertionError("no step was refused");
    }

    private static boolean finite(NDArray a) {
        for (int i = 0; i < a.size(); i++) {
            if (!Double.isFinite(a.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static String refused(Model model, Dataset data) {
        return refused(model, model.trainingStep(data), data.toArrays());
    }

    @Test
    void hugeLearningRate() {
        Model model = Sequential.of(dense(5, RELU), dense(3)).seed(1).compile(sgd(1e30), meanSquaredError());
        assertEquals("The loss became infinite at step 2, first in layer dense_1 (activations) as matmul" + BEFORE + TRY,
                refused(model, Dataset.of(Toys.uniform(1, 40, 7), Toys.uniform(2, 40, 3))));
    }

    @Test
    void hugeLearningRateOnPictures() {
        Model model = Toys.cnn(sgd(1e30));
        assertEquals("The loss became NaN at step 2, first in layer batch_normalization (activations) as square" + BEFORE + TRY,
                refused(model, Toys.pictures(32, 1)));
    }

    @Test
    void fitSaysTheStepAndStopsThere() {
        Model model = Sequential.of(dense(5, RELU), dense(3)).compile(sgd(1e30), meanSquaredError());
        NDArray x = Toys.uniform(1, 40, 7);
        List<NDArray> seen = new ArrayList<>();
        String message = assertThrows(DypException.class, () -> model.fit(x, Toys.uniform(2, 40, 3), fit -> fit.batchSize(10).quiet()
                .callbacks(new Callback() {
                    @Override
                    public void onBatchEnd(Training t) {
                        seen.clear();
                        seen.addAll(Toys.weights(t.model()));
                    }
                }))).getMessage();
        assertEquals("The loss became infinite at step 2, first in layer dense_1 (activations) as matmul" + BEFORE + TRY, message);
        assertEquals(seen, Toys.weights(model), "weights as after step 1");
        assertTrue(seen.stream().allMatch(NotFiniteTest::finite));
    }

    @Test
    void outputsThatAreNoProbabilities() {
        Model model = Sequential.of(dense(3, RELU)).compile(sgd(), sparseCategoricalCrossentropy());
        model.build(2);
        model.variables().getFirst().value().floats()[0] = 0;
        NDArray zero = NDArray.of(new float[2], 1, 2);
        assertEquals("The loss became NaN at step 1, first in the loss as div" + BEFORE + "Try a smaller learning rate, look for extreme values in"
                + " the data, and where the model's outputs are no probabilities use fromLogits().",
                refused(model, Dataset.of(zero, NDArray.of(new int[1]))));
    }

    @Test
    void dataThatNobodyChecked() {
        Dataset data = Dataset.of(NDArray.of(new float[] {1, Float.NaN}, 1, 2), Toys.uniform(1, 1, 3));
        Model model = Sequential.of(dense(3));
        var step = model.trainingStep(adam(), data, (b, m) -> m.call(b.x()).sub(b.y()).square().mean());
        assertEquals("The loss became NaN at step 1, first in the input x" + BEFORE + "Look at the data: check() names the row.",
                refused(model, step, data.toArrays()));
    }

    @Test
    void weightsThatWereNaNBefore() {
        Dataset data = Dataset.of(Toys.uniform(1, 4, 2), Toys.uniform(2, 4, 3));
        Model model = Sequential.of(dense(5), dense(3)).compile(adam(), meanSquaredError()).build(2);
        model.variables().get(2).value().floats()[1] = Float.NaN;
        assertFalse(finite(model.variables().get(2).value()));
        assertEquals("The loss became NaN at step 1, first in the weight dense_1/kernel (an earlier step's update made it so)" + BEFORE + TRY,
                assertThrows(DypException.class, () -> model.trainingStep(data).run(data.toArrays())).getMessage());
    }
}
