package dyp.tune;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.Toys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningRateFinderTest {
    /** A curve of which all is known: flat, then falling fastest at 1e-3, then rising. */
    @Test
    void suggestsWhereTheLossFallsFastest() {
        double[] rates = IntStream.range(0, 100).mapToDouble(i -> Math.pow(10, -6 + 6 * i / 99.0)).toArray();
        double[] losses = Arrays.stream(rates).map(r -> 1 / (1 + r / 1e-3) + (r > 0.1 ? 10 * (r - 0.1) : 0)).toArray();
        double suggestion = new LearningRates(rates, losses).suggestion();
        assertTrue(suggestion > 0.7e-3 && suggestion < 1.4e-3, suggestion + "");
        double[] flat = new double[100];
        Arrays.fill(flat, 1);
        assertTrue(Double.isNaN(new LearningRates(rates, flat).suggestion()));
        assertTrue(new LearningRates(rates, flat).toString().contains("The loss falls at no rate"));
        assertEquals("The loss was not finite at the first step: look at the data and the first weights.\n",
                new LearningRates(new double[0], new double[0]).toString());
    }

    /**
     * Linear regression of columns with variance 1/3: gradient descent is fast towards rate 1 / (2 * 1/3) = 1.5 per column, and
     * runs away beyond twice that.
     */
    @Test
    void onAProblemOfKnownCurvature() {
        NDArray x = Toys.uniform(1, 640, 1);
        NDArray noise = Toys.uniform(2, 640, 1);
        Dataset data = Dataset.of(x, NDArray.generate(x.shape(), i -> 3 * x.at(i) + noise.at(i)));
        Model model = Sequential.of(dense(1).useBias(false)).compile(sgd(123), meanSquaredError());
        LearningRates found = LearningRateFinder.create().range(1e-4, 100).find(model, data);
        System.out.println(found);
        assertTrue(found.suggestion() > 0.02 && found.suggestion() < 3, found::toString);
        assertTrue(found.rates().length < 100, "it stopped when the loss ran away");
    }

    @Test
    void theModelStaysAsItWas() {
        Dataset data = Toys.table(200, 8, 1);
        Model model = Toys.mlp(adam(0.003)).seed(1);
        model.fit(data, fit -> fit.quiet());
        List<NDArray> before = new ArrayList<>(Toys.weights(model));
        model.trainingStep(data).variables().forEach(v -> before.add(v.value().copy()));
        LearningRates found = LearningRateFinder.create().range(1e-5, 1e5).find(model, data);
        List<NDArray> after = new ArrayList<>(Toys.weights(model));
        model.trainingStep(data).variables().forEach(v -> after.add(v.value()));
        assertEquals(before, after);
        assertEquals(0.003f, (float) model.trainingStep(data).learningRate());
        assertTrue(found.toString().contains("<- falls fastest"), found::toString);
    }

    @Test
    void refused() {
        assertThrows(DypException.class, () -> LearningRateFinder.create().range(1, 0.1));
        assertThrows(DypException.class, () -> LearningRateFinder.create().range(0, 1));
        assertThrows(DypException.class, () -> LearningRateFinder.create().steps(3));
    }
}
