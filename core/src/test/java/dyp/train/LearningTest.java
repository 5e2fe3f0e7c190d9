package dyp.train;

import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.rmsProp;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.optim.Optimizer;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training finds what it should find. */
class LearningTest {
    private static final long SEED = 1;

    static List<Optimizer> optimizers() {
        return List.of(sgd(0.3).momentum(0.9), sgd(0.3).nesterov(0.9), rmsProp(0.01), adam(0.05));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void xor(Optimizer optimizer) {
        NDArray x = NDArray.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        NDArray y = NDArray.of(new float[][] {{0}, {1}, {1}, {0}});
        Model model = Sequential.of(dense(8, TANH), dense(1, SIGMOID)).seed(SEED).compile(optimizer, binaryCrossentropy(), accuracy());
        model.fit(x, y, fit -> fit.epochs(300).quiet());
        NDArray p = model.predict(x);
        for (int i = 0; i < 4; i++) {
            assertEquals(y.at(i), p.at(i), 0.1, "seed " + SEED + ", row " + i);
        }
        assertEquals(1, model.evaluate(x, y).get("accuracy"));
    }

    @Test
    void linearRegressionRecoversItsCoefficients() {
        float[] coefficients = {1.5f, -2, 0.25f};
        NDArray x = Toys.uniform(SEED, 100, 3);
        NDArray y = NDArray.generate(Shape.of(100, 1), i -> 0.5 + x.get(i, 0) * 1.5 - 2 * x.get(i, 1) + 0.25 * x.get(i, 2));
        Model model = Sequential.of(dense(1)).seed(SEED).compile(sgd(0.1), meanSquaredError());
        model.fit(x, y, fit -> fit.epochs(100).quiet());
        for (int i = 0; i < 3; i++) {
            assertEquals(coefficients[i], model.variables().get(0).value().at(i), 1e-4);
        }
        assertEquals(0.5, model.variables().get(1).value().item(), 1e-4);
        assertEquals(0, model.evaluate(x, y).get("loss"), 1e-7);
    }

    /** The smoke test of everything together: convolutions, batch normalization, pooling, dropout, Adam. */
    @Test
    void aSmallNetworkReadsEasyPictures() {
        Dataset train = Toys.pictures(2_000, SEED);
        Dataset test = Toys.pictures(500, SEED + 1);
        Model model = Toys.cnn(adam(5e-3)).seed(SEED);
        History history = model.fit(train, fit -> fit.epochs(5).quiet());
        double right = model.evaluate(test).get("accuracy");
        assertTrue(right > 0.95, "seed " + SEED + ": accuracy " + right + " on new pictures, while learning " + history.epochs());
    }
}
