package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.data.Dataset;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Asking a model: batches and threads do not matter. */
class PredictTest {
    private static final long SEED = 2;

    private static Model trained(Dataset data) {
        Model model = Toys.cnn(adam(5e-3)).seed(SEED);
        model.fit(data, fit -> fit.epochs(1).quiet());
        return model;
    }

    @Test
    void evaluateDoesNotDependOnTheBatchSize() {
        Dataset data = Toys.pictures(301, SEED);
        Model model = trained(data);
        var whole = model.evaluate(data, 301, "");
        for (int size : new int[] {1, 7, 32, 128, 300, 1000}) {
            var now = model.evaluate(data, size, "");
            assertEquals(whole.get("loss"), now.get("loss"), 1e-5 * (1 + whole.get("loss")), "batches of " + size);
            assertEquals(whole.get("accuracy"), now.get("accuracy"), "batches of " + size);
        }
        assertEquals(whole.get("accuracy"), model.evaluate(data).get("accuracy"));
    }

    /** Alone, in a batch and across batches of 128 (the size that predict cuts into). */
    @Test
    void predictDoesNotDependOnTheBatch() {
        Dataset data = Toys.pictures(300, SEED);
        Model model = trained(data);
        NDArray x = Toys.x(data);
        NDArray all = model.predict(x);
        for (int i : new int[] {0, 1, 127, 128, 255, 256, 299}) {
            NDArray one = model.predict(x.rows(i, i + 1));
            for (int j = 0; j < 4; j++) {
                assertEquals(all.get(i, j), one.get(0, j), 1e-5 * (1 + Math.abs(one.get(0, j))), "row " + i);
            }
        }
    }

    /** Whole numbers are taken for floats, in fit, evaluate and predict alike. */
    @Test
    void wholeNumbersAreTakenAsFloats() {
        NDArray ints = NDArray.of(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, 4, 2);
        NDArray y = NDArray.of(new float[] {1, 2, 3, 4});
        List<NDArray> predictions = new ArrayList<>();
        for (NDArray x : List.of(ints, ints.toFloat())) {
            Model model = Sequential.of(dense(1)).compile(adam(), meanSquaredError());
            model.fit(x, y, fit -> fit.epochs(3).quiet());
            predictions.add(model.predict(x));
        }
        assertEquals(predictions.get(1), predictions.get(0));
    }

    @Test
    void manyThreadsAtOnceGetTheBitsOfOneAlone() throws Exception {
        Dataset data = Toys.pictures(150, SEED);
        Model model = trained(data);
        NDArray x = Toys.x(data);
        List<NDArray> parts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            parts.add(x.rows(i, i + 1 + (i % 3) * 45));
        }
        List<NDArray> alone = parts.stream().map(model::predict).toList();
        double loss = model.evaluate(data).get("loss");
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int round = 0; round < 10; round++) {
                List<Callable<Object>> calls = new ArrayList<>();
                parts.forEach(p -> calls.add(() -> model.predict(p)));
                calls.add(() -> model.evaluate(data).get("loss"));
                List<Future<Object>> answers = threads.invokeAll(calls);
                for (int i = 0; i < alone.size(); i++) {
                    assertEquals(alone.get(i), answers.get(i).get(), "part " + i + ", round " + round);
                }
                assertEquals(loss, answers.getLast().get(), "evaluate, round " + round);
            }
        }
    }

    /** The first call of all, from many threads at once, builds the model once. */
    @Test
    void manyThreadsMayBuildIt() throws Exception {
        NDArray x = Toys.uniform(SEED, 3, 7);
        NDArray alone = Toys.mlp(adam()).predict(x);
        for (int round = 0; round < 20; round++) {
            Model model = Toys.mlp(adam());
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (Future<NDArray> f : threads.invokeAll(Collections.nCopies(8, (Callable<NDArray>) () -> model.predict(x)))) {
                    assertEquals(alone, f.get(), "round " + round);
                }
            }
        }
    }
}
