package dyp.callback;

import static dyp.callback.Callbacks.layerStatistics;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.callback.LayerStatistics.LayerReading;
import dyp.callback.LayerStatistics.Reading;
import dyp.callback.LayerStatistics.WeightReading;
import dyp.data.Dataset;
import dyp.nn.Layer;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.Toys;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerStatisticsTest {
    private static Reading of(Model model, Dataset data) {
        LayerStatistics statistics = layerStatistics().quiet();
        model.fit(data, fit -> fit.batchSize(data.size()).quiet().callbacks(statistics));
        assertEquals(1, statistics.readings().size());
        return statistics.last();
    }

    /** y = w x + b on two samples, by hand: the gradient of the mean of (w x + b - y)². */
    @Test
    void byHand() {
        Model model = Sequential.of(dense(1)).compile(sgd(0.1), meanSquaredError()).build(1);
        model.variables().get(0).value().floats()[0] = 2;
        Reading r = of(model, Dataset.of(NDArray.of(new float[] {1, 3}, 2, 1), NDArray.of(new float[] {1, 2}, 2, 1)));
        // Outputs 2 and 6, errors 1 and 4: dw = (2*1*1 + 2*4*3) / 2 = 13, db = (2 + 8) / 2 = 5.
        assertEquals(13, r.weight("dense/kernel").gradient(), 1e-5);
        assertEquals(2, r.weight("dense/kernel").weight(), 1e-6);
        assertEquals(1.3, r.weight("dense/kernel").update(), 1e-6);
        assertEquals(5, r.weight("dense/bias").gradient(), 1e-5);
        assertEquals(0.5, r.weight("dense/bias").update(), 1e-6);
        assertEquals(4, r.layer("dense").mean(), 1e-6);
        assertEquals(2, r.layer("dense").std(), 1e-6);
        assertEquals(0, r.layer("dense").dead());
        assertThrows(DypException.class, () -> r.weight("dense_1/kernel"));
    }

    @Test
    void deadUnits() {
        Model model = Sequential.of(dense(4, RELU), dense(1)).compile(sgd(0.1), meanSquaredError()).build(3);
        System.arraycopy(new float[] {-100, 0, -100, -100}, 0, model.variables().get(1).value().floats(), 0, 4);
        Reading r = of(model, Dataset.of(Toys.uniform(1, 20, 3), Toys.uniform(2, 20, 1)));
        assertEquals(0.75, r.layer("dense").dead(), 1e-6);
        assertTrue(Double.isNaN(r.layer("dense_1").dead()), "outputs below 0 as well: no rectifier");
        assertTrue(r.toString().contains("75 % of dense's units are 0 for every sample: dead."), r::toString);
    }

    /** A channel of a convolution is a unit. */
    @Test
    void deadChannels() {
        Model model = Sequential.of(conv2d(8, 3, RELU), flatten(), dense(1)).compile(sgd(0.1), meanSquaredError()).build(12, 12, 1);
        model.variables().get(1).value().floats()[3] = -100;
        Dataset data = Dataset.of(Toys.x(Toys.pictures(20, 1)), Toys.uniform(2, 20, 1));
        assertEquals(0.125, of(model, data).layer("conv2d").dead(), 1e-6);
    }

    private static Model deep(Layer one, int layers, double scale) {
        Layer[] all = IntStream.rangeClosed(0, layers).mapToObj(i -> i == layers ? dense(1) : one).toArray(Layer[]::new);
        Model model = Sequential.of(all).compile(sgd(1e-6), meanSquaredError()).build(8);
        model.variables().forEach(v -> {
            for (int i = 0; i < v.value().size(); i++) {
                v.value().floats()[i] *= (float) scale;
            }
        });
        return model;
    }

    @Test
    void vanishingGradients() {
        Dataset data = Dataset.of(Toys.uniform(1, 20, 8), Toys.uniform(2, 20, 1));
        Reading vanishing = of(deep(dense(8, SIGMOID), 10, 1), data);
        assertTrue(vanishing.weight("dense/kernel").meanGradient() < 1e-5 * vanishing.weight("dense_10/kernel").meanGradient());
        assertTrue(vanishing.toString().contains("Gradients vanish: from dense_10 back to dense they shrink"), vanishing::toString);
    }

    @Test
    void remarks() {
        Reading r = new Reading(1, 1, List.of(new WeightReading("a/kernel", 3e4, 1, 0.5, 100), new WeightReading("a/bias", 1e9, 1, 9, 1),
                new WeightReading("b/kernel", 3, 10, 1e-6, 100)), List.of(new LayerReading("a", 0, 1, 0.49), new LayerReading("b", 0, 1, Double.NaN)));
        assertEquals(List.of("Gradients explode: from b back to a they grow 1.0e+04-fold. Try smaller first weights, normalization, or clipping.",
                "a/kernel changes by 50 % in one step: the learning rate is large.", "b/kernel hardly moves (1.0e-07 of its length per step)."),
                StatisticsTable.remarks(r));
    }

    /** A gradient whose squares are no floats any more. */
    @Test
    void hugeGradients() {
        Model model = Sequential.of(dense(1).useBias(false)).compile(sgd(0), meanSquaredError()).build(1);
        model.variables().get(0).value().floats()[0] = 1;
        Reading r = of(model, Dataset.of(NDArray.of(new float[] {1e15f}, 1, 1), NDArray.of(new float[1], 1, 1)));
        assertEquals(2e30, r.weight("dense/kernel").gradient(), 1e25);
    }

    /** The step itself sees nothing of it: the same bits with and without, dropout and all. */
    @Test
    void trainingIsTheSame() {
        Dataset data = Toys.table(100, 8, 1);
        Model watched = Toys.mlp(adam()).seed(3);
        Model plain = Toys.mlp(adam()).seed(3);
        LayerStatistics statistics = layerStatistics().every(3).quiet();
        watched.fit(data, fit -> fit.epochs(3).batchSize(16).quiet().callbacks(statistics));
        plain.fit(data, fit -> fit.epochs(3).batchSize(16).quiet());
        assertEquals(Toys.weights(plain), Toys.weights(watched));
        assertEquals(List.of(3, 6, 9, 12, 15, 18, 21), statistics.readings().stream().map(r -> (r.epoch() - 1) * 7 + r.step()).toList());
    }

    @Test
    void everyLayerHasItsLine() {
        Reading r = of(Sequential.of(conv2d(2, 3, RELU), batchNormalization(), flatten(), dropout(0.5), dense(3)).compile(adam(), meanSquaredError()),
                Dataset.of(Toys.x(Toys.pictures(20, 1)), Toys.uniform(2, 20, 3)));
        assertEquals(List.of("conv2d", "batch_normalization", "flatten", "dropout", "dense"), r.layers().stream().map(l -> l.path()).toList());
        List<String> lines = r.toString().lines().toList();
        assertEquals("Epoch 1, step 1:", lines.get(0));
        assertTrue(lines.get(1).matches(" +layer +weight +\\|gradient\\| +\\|weight\\| +\\|update\\| +upd./wgt. +out mean +out std +dead"), lines.get(1));
        assertTrue(lines.get(2).matches("  conv2d +kernel( +[0-9.e+-]+){6} +\\d+ %"), lines.get(2));
        assertTrue(lines.get(3).matches(" +bias( +[0-9.e+-]+){2,4}"), lines.get(3));
        assertTrue(lines.get(6).matches("  flatten( +[0-9.e+-]+){2}"), lines.get(6));
        assertTrue(lines.stream().allMatch(line -> line.length() <= 140 && line.equals(line.stripTrailing())), r::toString);
    }
}
