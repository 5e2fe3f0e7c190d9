package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.data.Dataset;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Samples that count more or less than one, in training and in evaluation. */
class WeightsOfSamplesTest {
    private static final NDArray X = Toys.uniform(1, 12, 4);

    /** A weight of 2 is a sample seen twice, a weight of 0 one that is not there; the mean is over the number of samples. */
    @Test
    void aWeightIsACount() {
        NDArray y = Toys.uniform(2, 12, 1);
        NDArray w = NDArray.generate(Shape.of(12), i -> i % 3);
        Model model = Sequential.of(dense(1)).compile(sgd(0.1), meanSquaredError());
        double weighted = model.evaluate(Dataset.of(X, y).weighted(w)).get("loss");
        double byHand = 0;
        NDArray p = model.predict(X);
        for (int i = 0; i < 12; i++) {
            byHand += (i % 3) * Math.pow(p.at(i) - y.at(i), 2) / 12;
        }
        assertEquals(byHand, weighted, 1e-6);
    }

    @Test
    void classWeightsAreSampleWeights() {
        NDArray y = NDArray.of(new int[] {0, 1, 2, 0, 1, 2, 0, 0, 0, 0, 0, 0});
        NDArray w = NDArray.generate(Shape.of(12), i -> new double[] {0.5, 2, 3}[(int) y.at(i)]);
        NDArray[] results = new NDArray[2];
        for (int i = 0; i < 2; i++) {
            Model model = Sequential.of(dense(3)).compile(sgd(0.1), sparseCategoricalCrossentropy().fromLogits(), accuracy());
            Dataset data = i == 0 ? Dataset.of(X, y).weighted(w) : Dataset.of(X, y);
            boolean byClass = i == 1;
            model.fit(data, fit -> {
                fit.epochs(3).batchSize(5).quiet();
                if (byClass) {
                    fit.classWeights(0.5, 2, 3);
                }
            });
            results[i] = model.predict(X);
        }
        assertEquals(results[0], results[1]);
    }

    /** The same model may be fitted with weights and without; its optimizer goes on. */
    @Test
    void withAndWithout() {
        NDArray y = Toys.uniform(2, 12, 1);
        Model model = Sequential.of(dense(1)).compile(sgd(0.1).momentum(0.9), meanSquaredError());
        model.fit(X, y, fit -> fit.epochs(2).quiet());
        model.fit(Dataset.of(X, y).weighted(NDArray.generate(Shape.of(12), i -> 1)), fit -> fit.epochs(2).quiet());
        Model plain = Sequential.of(dense(1)).compile(sgd(0.1).momentum(0.9), meanSquaredError());
        plain.fit(X, y, fit -> fit.epochs(2).quiet());
        plain.fit(X, y, fit -> fit.epochs(2).quiet());
        // Two programs: sums whose factors of one are multiplied in may be added in another order, and do at some widths of vectors.
        NDArray expected = plain.predict(X);
        NDArray actual = model.predict(X);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.at(i), actual.at(i), 1e-6, "number " + i);
        }
        assertEquals(Map.of("loss", 0.0).keySet(), model.evaluate(X, y).keySet());
    }

    /** Places of the class that the loss ignores may carry any number, and teach nothing. */
    @Test
    void anIgnoredClassIsNoBadLabel() {
        NDArray y = NDArray.of(new int[] {0, 1, 2, -1, 1, 2, -1, 0, 0, 0, 0, 0});
        Model model = Sequential.of(dense(3)).compile(sgd(0.1), sparseCategoricalCrossentropy().fromLogits().ignoreClass(-1));
        model.build(4);
        NDArray before = model.predict(X);
        double loss = model.evaluate(X, y).get("loss");
        double byHand = 0;
        for (int i = 0; i < 12; i++) {
            double sum = Math.exp(before.get(i, 0)) + Math.exp(before.get(i, 1)) + Math.exp(before.get(i, 2));
            byHand += y.at(i) < 0 ? 0 : Math.log(sum) - before.get(i, (int) y.at(i));
        }
        assertEquals(byHand / 10, loss, 1e-6);
        model.fit(X, y, fit -> fit.quiet());
    }
}
