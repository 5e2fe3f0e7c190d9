package dyp.train;

import static dyp.loss.Losses.categoricalCrossentropy;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.metric.Metrics.meanAbsoluteError;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Models of several outputs, each with a goal of its own. */
class GoalsTest {
    private static final NDArray X = random(20, 4);
    private static final NDArray PRICES = random(20, 1);
    private static final NDArray KINDS = NDArray.of(new Random(2).ints(20, 0, 3).toArray());

    private static NDArray random(int... shape) {
        var random = new Random(shape[1]);
        return NDArray.generate(Shape.of(shape), _ -> random.nextGaussian());
    }

    private static Model model() {
        Input in = input(4);
        Symbol hidden = dense(8).named("hidden").on(in);
        return Model.of(List.of(in), List.of(dense(3).named("kind").on(hidden), dense(1).named("price").on(hidden)));
    }

    private static final Goal PRICE = Goal.of("price", meanSquaredError()).weight(0.25).metrics(meanAbsoluteError());
    private static final Goal KIND = Goal.of("kind", sparseCategoricalCrossentropy().fromLogits()).metrics(accuracy());

    @Test
    void lossesAddUpByWeightAndEachIsReported() {
        Model model = model().compile(adam(), PRICE, KIND);
        Map<String, Double> figures = model.evaluate(Dataset.of(List.of(X), List.of(PRICES, KINDS)));
        assertEquals(List.of("loss", "price_loss", "kind_loss", "price_mean_absolute_error", "kind_accuracy"), List.copyOf(figures.keySet()));
        assertEquals(0.25 * figures.get("price_loss") + figures.get("kind_loss"), figures.get("loss"), 1e-6);
        List<NDArray> outputs = model.predictAll(X);
        double squares = 0;
        for (int i = 0; i < 20; i++) {
            double off = outputs.get(1).at(i) - PRICES.at(i);
            squares += off * off;
        }
        assertEquals(squares / 20, figures.get("price_loss"), 1e-5);
    }

    @Test
    void bothOutputsLearn() {
        Model model = model().compile(adam(0.02), PRICE, KIND);
        History history = model.fit(List.of(X), List.of(PRICES, KINDS), fit -> fit.epochs(200).batchSize(7).quiet());
        Map<String, Double> first = history.epochs().getFirst();
        Map<String, Double> last = history.epochs().getLast();
        assertTrue(last.get("price_loss") < 0.9 * first.get("price_loss"), history.toString());
        assertTrue(last.get("kind_loss") < 0.9 * first.get("kind_loss"), history.toString());
        Map<String, Double> same = model.evaluate(Dataset.of(List.of(X), List.of(PRICES, KINDS)));
        assertEquals(0.25 * same.get("price_loss") + same.get("kind_loss"), same.get("loss"), 1e-6);
    }

    @Test
    void aWeightOfZeroOnOneGoalIsTheOtherAlone() {
        Input in = input(4);
        Symbol hidden = dense(8).named("hidden").on(in);
        Model one = Model.of(in, dense(3).named("kind").on(hidden)).compile(sgd(0.1), KIND.loss());
        Model both = model().compile(sgd(0.1), KIND, PRICE.weight(0));
        one.fit(X, KINDS, fit -> fit.epochs(3).quiet());
        both.fit(List.of(X), List.of(KINDS, PRICES), fit -> fit.epochs(3).quiet());
        assertEquals(one.predict(X), both.predictAll(X).getFirst());
    }

    @Test
    void whatDoesNotFitIsSaid() {
        Dataset data = Dataset.of(List.of(X), List.of(PRICES, KINDS));
        assertMessage("fit and evaluate need a goal for each output: the model has 2 (kind, price), but was compiled with 1. Compile it with"
                + " Goal.of(\"kind\", loss) and so on.", model().compile(adam(), meanSquaredError()), Dataset.of(X, PRICES));
        assertMessage("Goals must name each output once. The outputs are kind, price; the goals are for [price, kinds].",
                model().compile(adam(), PRICE, Goal.of("kinds", meanSquaredError())), data);
        assertMessage("The model learns 2 targets, but the data bring 1. Give one array of targets per goal, in the goals' order.",
                model().compile(adam(), PRICE, KIND), Dataset.of(X, PRICES));
        String message = assertThrows(DypException.class, () -> model().compile(adam(), KIND, Goal.of("price", categoricalCrossentropy()))
                .evaluate(Dataset.of(List.of(X), List.of(KINDS, random(20, 5))))).getMessage();
        assertTrue(message.startsWith("[price] "), message);
        assertMessage("Labels run from 0 to 7 but the model has 3 outputs (0 to 2). First seen at row 19. Use more outputs or correct the labels.",
                model().compile(adam(), PRICE, KIND), Dataset.of(List.of(X), List.of(PRICES, withLast(7))));
    }

    private static NDArray withLast(int label) {
        int[] kinds = KINDS.ints().clone();
        kinds[19] = label;
        return NDArray.of(kinds);
    }

    private static void assertMessage(String expected, Model model, Dataset data) {
        assertEquals(expected, assertThrows(DypException.class, () -> model.fit(data, fit -> fit.quiet())).getMessage());
    }
}
