package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.dropout;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What differs between training and prediction. */
class ModesTest {
    private static final int ROWS = 50;
    private static final int COLUMNS = 401;

    /** The layer's output in one training step: as the loss, a sum that weights tell apart. */
    private static double step(TrainingStep step, NDArray x, NDArray weights) {
        step.run(new Batch(x, weights));
        return step.loss();
    }

    private static TrainingStep step(Model model, NDArray x, NDArray weights) {
        return model.trainingStep(sgd(0), Dataset.of(x, weights), (b, m) -> m.call(b.x()).mul(b.y()).sum());
    }

    private static NDArray ones() {
        return NDArray.generate(Shape.of(ROWS, COLUMNS), i -> 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void dropoutKeepsTheMean(double rate) {
        NDArray x = ones();
        Model model = Sequential.of(dropout(rate)).seed(5);
        TrainingStep step = step(model, x, x);
        int n = x.size();
        double previous = 0;
        for (int i = 0; i < 5; i++) {
            double mean = step(step, x, x) / n;
            // Each kept number is 1 / (1 - rate); five standard errors of their mean.
            assertEquals(1, mean, 5 * Math.sqrt(rate / (1 - rate) / n), "seed 5, step " + i);
            assertNotEquals(previous, mean, "new numbers at each step");
            previous = mean;
        }
        assertEquals(x, model.predict(x), "nothing is dropped in prediction");
    }

    @Test
    void dropoutGivesZeroOrTheScaledNumber() {
        NDArray x = ones();
        Model model = Sequential.of(dropout(0.2)).seed(6);
        // Of zeros and 1.25s, the sum of squares is 1.25 times the sum.
        double sum = step(step(model, x, x), x, x);
        TrainingStep squares = model.trainingStep(sgd(0), Dataset.of(x, x), (b, m) -> m.call(b.x()).square().sum());
        squares.run(new Batch(x, x));
        assertEquals(1.25 * sum, squares.loss(), 1e-4 * sum);
        assertTrue(sum > 0 && sum != x.size());
    }

    /** moving = moving * momentum + batch * (1 - momentum), with the biased variance, from 0 and 1 on. */
    @Test
    void movingStatisticsAsInKeras() {
        NDArray x = NDArray.of(new float[][] {{1, 10}, {3, 10}, {5, 40}});
        Model model = Sequential.of(batchNormalization().momentum(0.9)).compile(sgd(0), meanSquaredError());
        double[] mean = {0, 0};
        double[] variance = {1, 1};
        for (int step = 0; step < 3; step++) {
            model.fit(x, x, fit -> fit.quiet());
            mean = new double[] {0.9 * mean[0] + 0.1 * 3, 0.9 * mean[1] + 0.1 * 20};
            variance = new double[] {0.9 * variance[0] + 0.1 * 8 / 3, 0.9 * variance[1] + 0.1 * 200};
            List<Variable> v = model.variables();
            assertEquals(List.of("batch_normalization/gamma", "batch_normalization/beta", "batch_normalization/moving_mean",
                    "batch_normalization/moving_variance"), v.stream().map(Variable::name).toList());
            for (int c = 0; c < 2; c++) {
                assertEquals(mean[c], v.get(2).value().at(c), 1e-5);
                assertEquals(variance[c], v.get(3).value().at(c), 1e-4);
            }
        }
        NDArray p = model.predict(x);
        assertEquals((1 - mean[0]) / Math.sqrt(variance[0] + 1e-3), p.get(0, 0), 1e-5);
        assertEquals((40 - mean[1]) / Math.sqrt(variance[1] + 1e-3), p.get(2, 1), 1e-5);
    }

    /** Evaluating and predicting leave the statistics alone. */
    @Test
    void onlyTrainingMovesThem() {
        NDArray x = Toys.uniform(1, 7, 3);
        Model model = Sequential.of(batchNormalization()).compile(sgd(0), meanSquaredError());
        model.build(3);
        List<NDArray> before = Toys.weights(model);
        model.predict(x);
        model.evaluate(x, x);
        assertEquals(before, Toys.weights(model));
    }

    @Test
    void ownObjectiveSeesTrainingMode() {
        NDArray x = ones();
        Model model = Sequential.of(dropout(0.5));
        TrainingStep step = model.trainingStep(sgd(0), Dataset.of(x, x), (b, m) -> m.call(b.x()).equal(Tensor.scalar(0)).mean());
        step.run(new Batch(x, x));
        assertEquals(0.5, step.loss(), 0.02);
    }
}
