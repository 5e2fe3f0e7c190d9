package dyp.data;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.input;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Samples made batch by batch are the same as those of an array, in every order. */
class LoadingTest {
    private static final int ROWS = 37;
    private static final Shape SAMPLE = Shape.of(3, 2);
    private static final NDArray Y = NDArray.of(java.util.stream.IntStream.range(0, ROWS).map(i -> i % 3).toArray());

    private static float number(int row, int i) {
        return (float) Math.sin(row * 7 + i);
    }

    private static void load(int row, float[] target, int offset) {
        for (int i = 0; i < SAMPLE.size(); i++) {
            target[offset + i] = number(row, i);
        }
    }

    private static Dataset stored() {
        return Dataset.of(NDArray.generate(SAMPLE.batch(ROWS), i -> number(i / SAMPLE.size(), i % SAMPLE.size())), Y);
    }

    private static Dataset loading() {
        return Dataset.loading(ROWS, SAMPLE, LoadingTest::load, Y);
    }

    @Test
    void everyViewGivesTheSameBatches() {
        Dataset a = stored(), b = loading();
        assertEquals(a.toString(), b.toString());
        assertEquals(a.toArrays(), b.toArrays());
        for (int epoch = 0; epoch < 3; epoch++) {
            assertEquals(a.shuffle(5, epoch).toArrays(), b.shuffle(5, epoch).toArrays());
            Dataset s = b.shuffle(5, epoch);
            int from = 0;
            for (Batch batch : s.batch(8)) {
                assertEquals(a.shuffle(5, epoch).rows(from, from + batch.size()).toArrays(), batch);
                from += batch.size();
            }
        }
        assertEquals(a.stratified(3, 0.5, 0.5).get(1).toArrays(), b.stratified(3, 0.5, 0.5).get(1).toArrays());
        Dataset heavy = b.weighted(NDArray.generate(Shape.of(ROWS), i -> i));
        assertEquals(3, heavy.skip(3).toArrays().weights().at(0));
        b.check().checkLabels(3);
    }

    @Test
    void trainingComesToTheSameBits() {
        assertEquals(trained(stored()), trained(loading()));
    }

    private static NDArray trained(Dataset data) {
        Model model = Sequential.of(input(3, 2), new dyp.nn.Flatten(), dense(5), dropout(0.3), dense(3)).compile(adam(0.05), sparseCategoricalCrossentropy().fromLogits());
        model.fit(data, fit -> fit.epochs(3).batchSize(8).validationSplit(0.2).quiet());
        return model.predict(stored().toArrays().x());
    }

    /** The next batch is on its way while this one is worked on, and no row is made much earlier. */
    @Test
    void nextBatchIsLoadedAhead() throws InterruptedException {
        Set<Integer> loaded = ConcurrentHashMap.newKeySet();
        Dataset data = Dataset.loading(ROWS, SAMPLE, (row, target, offset) -> loaded.add(row), Y);
        data.copyX(0, 8, new float[8 * 6], 0);
        for (int i = 0; i < 6000 && loaded.size() < 16; i++) {
            Thread.sleep(10);
        }
        assertEquals(16, loaded.size());
        assertTrue(loaded.contains(15));
    }

    @Test
    void anErrorGoesToWhoAskedForTheBatch() {
        AtomicInteger calls = new AtomicInteger();
        Dataset data = Dataset.loading(ROWS, SAMPLE, (row, target, offset) -> {
            calls.incrementAndGet();
            if (row == 9) {
                throw new DypException("picture 9 is damaged");
            }
        }, Y);
        data.copyX(0, 8, new float[8 * 6], 0);
        assertEquals("picture 9 is damaged", assertThrows(DypException.class, () -> data.copyX(8, 8, new float[8 * 6], 0)).getMessage());
        data.copyX(16, 8, new float[8 * 6], 0);
        assertThrows(DypException.class, () -> data.copyX(0, 8, new float[7], 0));
        assertThrows(DypException.class, () -> Dataset.loading(5, SAMPLE, LoadingTest::load, Y));
    }
}
