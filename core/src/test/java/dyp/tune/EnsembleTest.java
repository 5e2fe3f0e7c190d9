package dyp.tune;

import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.SOFTMAX;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleTest {
    private static final NDArray ONE = NDArray.of(new float[] {1}, 1, 1);

    @TempDir Path folder;

    /** A model that answers the same to everything. */
    private static Model says(double... answer) {
        Model model = Sequential.of(dense(answer.length)).compile(sgd(), meanSquaredError()).build(1);
        for (int i = 0; i < answer.length; i++) {
            model.variables().get(0).value().floats()[i] = 0;
            model.variables().get(1).value().floats()[i] = (float) answer[i];
        }
        return model;
    }

    private static void gives(double[] expected, Ensemble ensemble) {
        NDArray answer = ensemble.predict(ONE);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], answer.at(i), 0.02, answer::toString);
        }
    }

    @Test
    void meanAndVote() {
        Ensemble e = Ensemble.of(says(0.6, 0.4, 0), says(0.55, 0.45, 0), says(0, 0.2, 0.8));
        gives(new double[] {0.3833, 0.35, 0.2667}, e);
        gives(new double[] {0.6667, 0, 0.3333}, e.vote());
        gives(new double[] {0.3333}, Ensemble.of(says(0.9), says(0.4), says(0.3)).vote());
        gives(new double[] {0.5333}, Ensemble.of(says(0.9), says(0.4), says(0.3)).vote().average());
    }

    /** One vote each: the one of whom they are surer wins, and the shares still add up to 1. */
    @Test
    void equalVotesGoByTheMean() {
        NDArray answer = Ensemble.of(says(0.6, 0.4, 0), says(0, 0.1, 0.9)).vote().predict(ONE);
        assertTrue(answer.at(2) > answer.at(0), answer::toString);
        assertEquals(1, answer.at(0) + answer.at(1) + answer.at(2), 1e-6);
    }

    @Test
    void severalSeedsAreBetterThanOne() {
        Dataset data = Toys.table(700, 30, 1);
        Dataset test = data.skip(300);
        Ensemble e = Ensemble.fit(5, 1, seed -> Toys.mlp(adam(0.01)).seed(seed), data.take(300), fit -> fit.epochs(8).quiet());
        double[] single = e.models().stream().mapToDouble(m -> m.evaluate(test).get("accuracy")).toArray();
        Map<String, Double> together = e.evaluate(test, binaryCrossentropy(), accuracy());
        Map<String, Double> votes = e.vote().evaluate(test, meanSquaredError(), accuracy());
        System.out.printf("alone %s, together %s, by vote %s%n", Arrays.toString(single), together, votes);
        assertTrue(together.get("accuracy") > Arrays.stream(single).average().orElseThrow());
        assertTrue(votes.get("accuracy") > Arrays.stream(single).average().orElseThrow());
        assertEquals(5, e.models().size());
    }

    /** Of one model, it is the model. */
    @Test
    void ofOneModel() {
        Dataset data = Toys.pictures(60, 1);
        Model model = Toys.cnn(adam());
        model.fit(data, fit -> fit.quiet());
        Ensemble one = Ensemble.of(model);
        assertEquals(model.predict(Toys.x(data)), one.predict(Toys.x(data)));
        assertEquals(model.evaluate(data).get("accuracy"), one.evaluate(data, sparseCategoricalCrossentropy().fromLogits(), accuracy()).get("accuracy"), 1e-9);
    }

    private static Model small(long seed) {
        return Sequential.of(input(4), dense(3, SOFTMAX)).seed(seed).compile(adam(), sparseCategoricalCrossentropy());
    }

    @Test
    void savedAsOneFile() {
        Path file = folder.resolve("e.npz");
        Ensemble e = Ensemble.of(small(1), small(2), small(3)).vote();
        e.save(file);
        Ensemble back = Ensemble.load(file, i -> small(99));
        NDArray x = Toys.uniform(1, 10, 4);
        assertEquals(e.predict(x), back.predict(x));
        assertEquals(e.average().predict(x), back.average().predict(x));
        assertTrue(assertThrows(DypException.class, () -> Ensemble.load(file, i -> says(1))).getMessage().contains("holds the weights of another model"));
    }

    @Test
    void refused() {
        assertThrows(DypException.class, () -> Ensemble.of(List.of()));
        assertEquals("The models of an ensemble give outputs of one shape, but (1, 1) and (1, 2) came.",
                assertThrows(DypException.class, () -> Ensemble.of(says(1), says(1, 2)).predict(ONE)).getMessage());
    }
}
