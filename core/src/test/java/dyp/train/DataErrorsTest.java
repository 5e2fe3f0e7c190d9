package dyp.train;

import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.loss.Losses.categoricalCrossentropy;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.metric.Metrics.sparseCategoricalAccuracy;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static dyp.optim.Optimizers.adam;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.loss.Loss;
import dyp.metric.Metric;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Data that do not fit the model, each answered by what was expected, what came and what to do. */
class DataErrorsTest {
    private static final NDArray X = Toys.uniform(1, 4, 7);
    private static final NDArray Y = Toys.uniform(2, 4, 3);

    /** Seven numbers in, {@code outputs} out. */
    private static Model model(int outputs, Loss loss, Metric... metrics) {
        return Sequential.of(dense(outputs)).compile(adam(), loss, metrics).build(7);
    }

    private static Model regression() {
        return model(3, meanSquaredError());
    }

    private static Model classifier() {
        return model(10, sparseCategoricalCrossentropy().fromLogits(), accuracy());
    }

    private static void fit(Model model, NDArray x, NDArray y) {
        fit(model, x, y, fit -> {});
    }

    private static void fit(Model model, NDArray x, NDArray y, Consumer<Fit> options) {
        model.fit(x, y, options.andThen(f -> f.quiet()));
    }

    private static NDArray with(NDArray a, int flat, float value) {
        NDArray copy = a.copy();
        copy.floats()[flat] = value;
        return copy;
    }

    @TestFactory
    List<DynamicTest> samples() {
        String built = "The model was built for samples of (7,), but samples of (6,) came. Reshape the data, or build a new model.";
        NDArray narrow = Toys.uniform(3, 4, 6);
        return new Refused()
                .when("fit", () -> fit(regression(), narrow, Y), built)
                .when("predict", () -> regression().predict(narrow), built)
                .when("evaluate", () -> regression().evaluate(narrow, Y), built)
                .when("validation", () -> fit(regression(), X, Y, fit -> fit.validation(narrow, Y)), built)
                .when("a step of one's own", () -> regression().trainingStep(adam(), Dataset.of(narrow, Y), (b, m) -> m.call(b.x()).mean()), built)
                .when("same size, other shape", () -> regression().predict(X.reshape(4, 7, 1)),
                        "The model was built for samples of (7,), but samples of (7, 1) came. Reshape the data, or build a new model.")
                .when("declared otherwise", () -> fit(Sequential.of(input(5), dense(3)).compile(adam(), meanSquaredError()), X, Y),
                        "[input] The model was declared for samples of (5,), but samples of (7,) came. Here the input gives (batch, 7).")
                .when("one sample", () -> regression().predict(Toys.uniform(1, 7)),
                        "predict takes a batch of samples, (n, ...), but one sample of (7,) came. Use reshape(1, 7).")
                .when("one number", () -> regression().predict(NDArray.scalar(1)), "predict takes a batch of samples, but one number came.")
                .when("no sample", () -> regression().predict(NDArray.zeros(Shape.of(0, 7))), "predict was given no samples: x has shape (0, 7).")
                .when("another batch", () -> step().run(new Batch(narrow, Y)),
                        "This step takes x as float32(4, 7), but float32(4, 6) came. Reshape the batch, or make a step for other data.")
                .when("another batch's targets", () -> step().run(new Batch(X, NDArray.of(new int[12], 4, 3))),
                        "This step takes y as float32(4, 3), but int32(4, 3) came. Reshape the batch, or make a step for other data.")
                .when("fewer targets", () -> step().run(new Batch(X, Y.rows(0, 3))),
                        "This step takes y as float32(4, 3), but float32(3, 3) came. Reshape the batch, or make a step for other data.")
                .tests();
    }

    private static TrainingStep step() {
        return regression().trainingStep(Dataset.of(X, Y));
    }

    @TestFactory
    List<DynamicTest> numbers() {
        NDArray none = NDArray.zeros(Shape.of(0, 7));
        String empty = "The dataset is empty, but training needs 1 sample or more. Check what was loaded, and what take, skip or rows left of it.";
        return new Refused()
                .when("NaN in x", () -> fit(regression(), with(X, 9, Float.NaN), Y),
                        "x holds NaN at row 1, position (2). Remove or fill the row before training.")
                .when("infinity in x", () -> fit(regression(), with(X, 27, Float.POSITIVE_INFINITY), Y),
                        "x holds infinity at row 3, position (6). Remove or fill the row before training.")
                .when("NaN in y", () -> fit(regression(), X, with(Y, 9, Float.NaN)),
                        "y holds NaN at row 3, position (0). Remove or fill the row before training.")
                .when("infinity in y", () -> regression().evaluate(X, with(Y, 0, Float.NEGATIVE_INFINITY)),
                        "y holds -infinity at row 0, position (0). Remove or fill the row before training.")
                .when("NaN in validation", () -> fit(regression(), X, Y, fit -> fit.validation(with(X, 0, Float.NaN), Y)),
                        "x holds NaN at row 0, position (0). Remove or fill the row before training.")
                .when("nothing to fit", () -> fit(regression(), none, NDArray.zeros(Shape.of(0, 3))), empty)
                .when("nothing to evaluate", () -> regression().evaluate(none, NDArray.zeros(Shape.of(0, 3))), empty)
                .when("other lengths", () -> fit(regression(), X, Y.rows(0, 3)), "x has 4 rows, but y has 3: every sample needs one target."
                        + " Their shapes are (4, 7) and (3, 3); the first axis must be equal.")
                .tests();
    }

    @TestFactory
    List<DynamicTest> targets() {
        NDArray labels = NDArray.of(new int[] {0, 3, 10, 2});
        NDArray right = NDArray.of(new int[] {0, 3, 9, 2});
        return new Refused()
                .when("label too large", () -> fit(classifier(), X, labels), "Labels run from 0 to 10 but the model has 10 outputs (0 to 9)."
                        + " First seen at row 2. Use more outputs or correct the labels.")
                .when("label below 0", () -> classifier().evaluate(X, NDArray.of(new int[] {0, -1, 3, 2})),
                        "Labels run from -1 to 3 but the model has 10 outputs (0 to 9). First seen at row 1. Number the classes from 0.")
                .when("label in validation", () -> fit(classifier(), X, right, fit -> fit.validation(X, labels)),
                        "Labels run from 0 to 10 but the model has 10 outputs (0 to 9). First seen at row 2. Use more outputs or correct the labels.")
                .when("label not whole", () -> fit(classifier(), X, NDArray.of(new float[] {0, 1, 2.5f, 3})),
                        "Labels must be whole numbers, but y holds 2.5 at row 2. Give class numbers from 0, or use a loss for float targets.")
                .when("one output for two classes", () -> fit(model(1, sparseCategoricalCrossentropy()), X, NDArray.of(new int[] {0, 1, 0, 1})),
                        "Labels run from 0 to 1 but the model has 1 output (0 to 0). First seen at row 1. Use more outputs or correct the labels.")
                .when("one-hot rows as labels", () -> fit(classifier(), X, NDArray.zeros(Shape.of(4, 10))), "The model gives (4, 10), so there must"
                        + " be one class number per row, (4,), but the targets are (4, 10). Use categoricalCrossentropy() for one-hot rows.")
                .when("two labels each", () -> fit(classifier(), X, NDArray.of(new int[8], 4, 2)), "The model gives (4, 10), so there must"
                        + " be one class number per row, (4,), but the targets are (4, 2). Give one class number per row.")
                .when("labels as one-hot rows", () -> fit(model(3, categoricalCrossentropy()), X, right), "The model gives (4, 3) but the targets"
                        + " are (4,). Give one target value per output, or use sparseCategoricalCrossentropy() for class labels.")
                .when("labels as probabilities", () -> fit(model(3, binaryCrossentropy()), X, right), "The model gives (4, 3) but the targets"
                        + " are (4,). Give one target value per output, or use sparseCategoricalCrossentropy() for class labels.")
                .when("other width", () -> fit(regression(), X, Toys.uniform(1, 4, 2)),
                        "The model gives (4, 3) but the targets are (4, 2). Give one target value per output.")
                .when("other width in validation", () -> fit(regression(), X, Y, fit -> fit.validation(X, Toys.uniform(1, 4, 2))),
                        "The model gives (1, 3) but the targets are (1, 2). Give one target value per output.")
                .when("a metric of labels", () -> fit(model(3, meanSquaredError(), sparseCategoricalAccuracy()), X, Y),
                        "[sparse_categorical_accuracy] The model gives (4, 3), so there must be one class number per row, but the targets are"
                                + " (4, 3). Use accuracy(), which looks at the shapes, or give class numbers.")
                .tests();
    }
}
