package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.nn.L1L2;
import dyp.tensor.NDArray;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What weights cost, as Keras counts it: in the loss that training reports, in evaluate, and in the gradient. */
class PenaltyTest {
    static List<L1L2> regularizers() {
        return List.of(new L1L2(0.25, 0), new L1L2(0, 0.5), new L1L2(0.25, 0.5));
    }

    @ParameterizedTest
    @MethodSource("regularizers")
    void isPartOfLossAndGradient(L1L2 price) {
        NDArray x = NDArray.of(new float[][] {{1, 0}, {0, 1}});
        NDArray y = NDArray.of(new float[][] {{0}, {0}});
        Model model = Sequential.of(dense(1).useBias(false).kernelRegularizer(price)).compile(sgd(0.1), meanSquaredError());
        model.build(2);
        float[] w = model.variables().getFirst().value().floats();
        w[0] = 2;
        w[1] = -1;
        // mean((x w)^2) = (4 + 1) / 2, and l1 * sum|w| + l2 * sum w^2 with no half.
        double penalty = price.l1() * 3 + price.l2() * 5;
        assertEquals(2.5 + penalty, model.evaluate(x, y).get("loss"), 1e-6);
        assertEquals(2.5 + penalty, model.fit(x, y, fit -> fit.quiet()).last("loss"), 1e-6);
        // d/dw: 2 * w / 2 from the error, l1 * sign(w) + 2 * l2 * w from the price.
        assertEquals(2 - 0.1 * (2 + price.l1() + 4 * price.l2()), w[0], 1e-6);
        assertEquals(-1 - 0.1 * (-1 - price.l1() - 2 * price.l2()), w[1], 1e-6);
    }

    /** It does not depend on the batch: with a last, smaller one, and in evaluate over several, it counts once. */
    @ParameterizedTest
    @MethodSource("regularizers")
    void countsOnceWhateverTheBatches(L1L2 price) {
        NDArray x = Toys.uniform(1, 300, 2);
        NDArray y = Toys.uniform(2, 300, 1);
        Model model = Sequential.of(dense(1).kernelRegularizer(price)).compile(sgd(0), meanSquaredError());
        double evaluated = model.evaluate(x, y).get("loss");
        assertEquals(evaluated, model.fit(x, y, fit -> fit.batchSize(32).quiet()).last("loss"), 1e-5);
        NDArray p = model.predict(x);
        double expected = 0;
        for (int i = 0; i < 300; i++) {
            expected += (p.at(i) - y.at(i)) * (p.at(i) - y.at(i)) / 300;
        }
        float[] w = model.variables().getFirst().value().floats();
        expected += price.l1() * (Math.abs(w[0]) + Math.abs(w[1])) + price.l2() * (w[0] * w[0] + w[1] * w[1]);
        assertEquals(expected, evaluated, 1e-5);
    }
}
