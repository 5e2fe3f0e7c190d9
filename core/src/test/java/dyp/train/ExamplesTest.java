package dyp.train;

import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.l2;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.op.Padding.SAME;
import static dyp.optim.Optimizers.adam;
import static dyp.callback.Callbacks.earlyStopping;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The examples of the first page (API.md), as they stand there. */
class ExamplesTest {
    @Test
    void theSeedsClassifier() {
        Dataset table = Toys.table(210, 7, 1);
        NDArray x = Toys.x(table);
        NDArray y = Toys.y(table);

        Model model = Sequential.of(
                dense(100, RELU),
                dropout(0.2),
                dense(50, RELU),
                dense(1, SIGMOID));
        model.compile(adam(), binaryCrossentropy(), accuracy());

        History history = model.fit(x, y, fit -> fit
                .epochs(100)
                .validationSplit(0.2)
                .callbacks(earlyStopping().patience(5))
                .quiet());

        assertEquals(Set.of("loss", "accuracy", "val_loss", "val_accuracy"), history.epochs().getFirst().keySet());
        assertTrue(history.last("val_accuracy") > 0.85, "val_accuracy " + history.last("val_accuracy"));
        assertEquals(Shape.of(3, 1), model.predict(Toys.uniform(2, 3, 7)).shape());
        assertEquals(7 * 100 + 100 + 100 * 50 + 50 + 50 + 1, model.variables().stream().mapToInt(v -> v.value().size()).sum());
    }

    @Test
    void aConvolutionalNetwork() {
        Model cnn = Sequential.of(
                input(28, 28, 1),
                conv2d(32, 3, RELU),
                conv2d(64, 3).strides(2).padding(SAME).activation(RELU).kernelRegularizer(l2(1e-4)),
                maxPooling2d(2),
                flatten(),
                dense(128, RELU),
                dropout(0.5),
                dense(10));
        cnn.compile(adam(1e-3), sparseCategoricalCrossentropy().fromLogits(), accuracy());

        // Known from Keras: its summary of the same model.
        assertEquals("""
                Model: "sequential", input (None, 28, 28, 1)
                ┌──────────────────────────────┬────────────────────┬─────────┐
                │ Layer (type)                 │ Output Shape       │ Param # │
                ├──────────────────────────────┼────────────────────┼─────────┤
                │ conv2d (Conv2D)              │ (None, 26, 26, 32) │     320 │
                │ conv2d_1 (Conv2D)            │ (None, 13, 13, 64) │  18,496 │
                │ max_pooling2d (MaxPooling2D) │ (None, 6, 6, 64)   │       0 │
                │ flatten (Flatten)            │ (None, 2304)       │       0 │
                │ dense (Dense)                │ (None, 128)        │ 295,040 │
                │ dropout (Dropout)            │ (None, 128)        │       0 │
                │ dense_1 (Dense)              │ (None, 10)         │   1,290 │
                └──────────────────────────────┴────────────────────┴─────────┘
                 Total params: 315,146 (1.20 MiB)
                 Trainable params: 315,146 (1.20 MiB)
                 Non-trainable params: 0 (0.00 KiB)
                """, cnn.summary());
        Map<String, Double> before = cnn.evaluate(Toys.uniform(3, 4, 28, 28, 1), NDArray.of(new int[] {0, 3, 9, 5}));
        assertEquals(Set.of("loss", "accuracy"), before.keySet());
        cnn.trainingStep(Dataset.of(Toys.uniform(3, 4, 28, 28, 1), NDArray.of(new int[] {0, 3, 9, 5}))).program(4)
                .verify(Map.of("x", Toys.uniform(3, 4, 28, 28, 1), "y", NDArray.of(new int[] {0, 3, 9, 5})), 1e-4);
    }

    @Test
    void aTrainingLoopOfOnesOwn() {
        Dataset data = Toys.pictures(200, 4);
        Model model = Sequential.of(conv2d(8, 3, RELU), flatten(), dense(4));
        var step = model.trainingStep(adam(1e-3), data, (batch, m) -> m.call(batch.x()).crossEntropy(batch.y()));
        assertEquals("No step has been run yet.", assertThrows(DypException.class, step::loss).getMessage());
        double first = 0;
        for (int seed = 0; seed < 5; seed++) {
            for (Batch batch : data.shuffle(seed).batch(64)) {
                step.run(batch);
                first = first == 0 ? step.loss() : first;
            }
        }
        assertEquals(20, step.step());
        assertTrue(step.loss() < first, first + " to " + step.loss());
    }
}
