package dyp.tune;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.nn.Activation;
import dyp.tensor.DypException;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.Toys;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final HyperParameter<Integer> UNITS = HyperParameter.choice("units", 1, 16);
    private static final HyperParameter<Activation> ACTIVATION = HyperParameter.choice("activation", RELU, TANH);
    private static final HyperParameter.Continuous RATE = HyperParameter.logUniform("rate", 1e-5, 1e-1);

    private static Map<String, Double> learn(Search.Trial trial) {
        Dataset data = Toys.table(200, 6, 1);
        Model model = Sequential.of(dense(trial.get(UNITS), trial.get(ACTIVATION)), dense(1)).seed(trial.seed());
        model.compile(adam(trial.get(RATE)), meanSquaredError());
        return model.fit(data, fit -> fit.epochs(5).validationSplit(0.3).quiet()).epochs().getLast();
    }

    @Test
    void gridGoesThroughEveryCombination() {
        Search.Results results = Search.grid(UNITS, ACTIVATION, RATE.points(3)).run(SearchTest::learn);
        System.out.println(results);
        assertEquals(12, results.all().size());
        assertEquals(List.of(1e-5, 1e-3, 0.1), results.all().stream().limit(3).map(r -> (double) Math.round(r.trial().get(RATE) * 1e9) / 1e9).toList());
        assertEquals(12, results.all().stream().map(r -> r.trial().toString()).distinct().count());
        double best = results.best().scores().get("val_loss");
        assertTrue(results.all().stream().allMatch(r -> r.scores().get("val_loss") >= best));
        assertTrue(results.best().trial().get(RATE) > 1e-4, results::toString);
        // Again with the best trial's own seed and values.
        assertEquals(results.best().scores(), learn(results.best().trial()));
        List<String> lines = results.toString().lines().toList();
        assertTrue(lines.getFirst().matches("trial +units +activation +rate +loss +\\*val_loss +seconds"), lines.getFirst());
        assertTrue(lines.get(1).startsWith(results.best().trial().number() + " "), lines.get(1));
    }

    @Test
    void randomFollowsFromTheSeed() {
        HyperParameter<Integer> layers = HyperParameter.range("layers", 1, 3);
        HyperParameter<Double> share = HyperParameter.uniform("share", 0.2, 0.4);
        Search search = Search.random(400, layers, share, RATE).quiet().maximize("score");
        Search.Results a = search.seed(1).run(t -> Map.of("score", -Math.abs(Math.log(t.get(RATE) / 1e-3)) + t.get(layers)));
        Search.Results b = search.seed(1).run(t -> Map.of("score", 0.0));
        Search.Results c = search.seed(2).run(t -> Map.of("score", 0.0));
        assertEquals(a.all().stream().map(r -> r.trial().toString()).toList(), b.all().stream().map(r -> r.trial().toString()).toList());
        assertNotEquals(a.all().getFirst().trial().toString(), c.all().getFirst().trial().toString());
        for (int n = 1; n <= 3; n++) {
            int layersHere = n;
            assertEquals(133, a.all().stream().filter(r -> r.trial().get(layers) == layersHere).count(), 35);
        }
        assertTrue(a.all().stream().mapToDouble(r -> r.trial().get(share)).allMatch(v -> v >= 0.2 && v < 0.4));
        // Each order of magnitude as often as the others.
        for (int decade = -5; decade < -1; decade++) {
            double low = Math.pow(10, decade);
            assertEquals(100, a.all().stream().filter(r -> r.trial().get(RATE) >= low && r.trial().get(RATE) < 10 * low).count(), 35);
        }
        assertEquals(3, a.best().trial().get(layers));
        assertTrue(Math.abs(Math.log10(a.best().trial().get(RATE)) + 3) < 0.2);
    }

    @Test
    void failedTrialsAreNotedAndLast() {
        Search.Results results = Search.grid(HyperParameter.range("n", 1, 4)).minimize("loss").quiet().run(t -> {
            if (t.number() == 1) {
                throw new DypException("The loss became NaN at step 3.");
            }
            return Map.of("loss", t.number() == 2 ? Double.NaN : t.number());
        });
        assertEquals(List.of(3, 4), results.ranked().stream().limit(2).map(r -> r.trial().number()).toList());
        assertEquals(3, results.best().trial().number());
        assertTrue(results.toString().contains("Trial 1 failed: The loss became NaN at step 3."), results::toString);
    }

    @Test
    void refused() {
        assertTrue(assertThrows(DypException.class, () -> Search.grid(RATE).run(SearchTest::learn)).getMessage().contains("say points(n)"));
        assertThrows(DypException.class, () -> Search.grid(UNITS, UNITS));
        assertThrows(DypException.class, () -> Search.random(0, UNITS));
        assertThrows(DypException.class, () -> HyperParameter.logUniform("rate", 0, 1));
        assertTrue(assertThrows(DypException.class, () -> Search.grid(UNITS).quiet().run(t -> Map.of("loss", 1.0))).getMessage()
                .startsWith("The search looks for the best 'val_loss', but a trial has only [loss]."));
        assertThrows(DypException.class, () -> Search.grid(UNITS).quiet().run(t -> Map.of("val_loss", t.get(RATE))).best());
        assertEquals(2, IntStream.of(UNITS.grid().stream().mapToInt(i -> i).toArray()).count());
    }
}
