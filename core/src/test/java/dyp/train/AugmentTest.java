package dyp.train;

import static dyp.loss.Losses.categoricalCrossentropy;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.gaussianNoise;
import static dyp.optim.Optimizers.sgd;
import static dyp.preprocessing.Augmentation.cutMix;
import static dyp.preprocessing.Augmentation.mixUp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Batches that are changed before the model learns from them. */
class AugmentTest {
    private static final NDArray X = Toys.uniform(1, 24, 6, 6, 1);
    private static final NDArray ONE_HOT = NDArray.generate(Shape.of(24, 3), i -> i / 3 % 3 == i % 3 ? 1 : 0);

    private static Model fitted(Consumer<Fit> options) {
        Model model = Sequential.of(flatten(), dense(3)).seed(5).compile(sgd(0.1), categoricalCrossentropy().fromLogits(), accuracy());
        model.fit(X, ONE_HOT, options.andThen(fit -> fit.epochs(3).batchSize(8).quiet()));
        return model;
    }

    @Test
    void theSameSeedMixesAlike() {
        NDArray plain = fitted(fit -> {}).predict(X);
        NDArray mixed = fitted(fit -> fit.augment(mixUp(0.4))).predict(X);
        assertNotEquals(plain, mixed);
        assertEquals(mixed, fitted(fit -> fit.augment(mixUp(0.4))).predict(X));
        assertNotEquals(mixed, fitted(fit -> fit.augment(mixUp(0.4)).augment(cutMix(1))).predict(X));
    }

    /** Only training batches are changed: the validation's figures are those of the data as they are. */
    @Test
    void validationIsLeftAlone() {
        Model model = Sequential.of(flatten(), dense(3)).seed(5).compile(sgd(0), categoricalCrossentropy().fromLogits(), accuracy());
        History history = model.fit(X, ONE_HOT, fit -> fit.augment(gaussianNoise(3)).validation(X, ONE_HOT).quiet());
        assertEquals(model.evaluate(X, ONE_HOT).get("loss"), history.last("val_loss"), 1e-6);
        assertTrue(Math.abs(history.last("loss") - history.last("val_loss")) > 1e-3, "noise in training changes the loss");
    }

    @Test
    void classNumbersCannotBeMixed() {
        Model model = Sequential.of(flatten(), dense(1)).compile(sgd(), meanSquaredError());
        String message = assertThrows(DypException.class,
                () -> model.fit(X, NDArray.of(new int[24]), fit -> fit.augment(mixUp(1)).quiet())).getMessage();
        assertTrue(message.contains("Turn class numbers into one-hot rows"), message);
    }
}
