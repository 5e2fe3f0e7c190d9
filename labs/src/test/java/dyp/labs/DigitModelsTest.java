package dyp.labs;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.History;
import dyp.train.Model;
import org.junit.jupiter.api.Test;

/** The networks that the demo trains. */
class DigitModelsTest {
    private static final int COUNT = 200;
    private static final SyntheticDigits.Digits DIGITS = SyntheticDigits.generate(COUNT, 3);
    private static final NDArray IMAGES = NDArray.generate(Shape.of(COUNT, 28, 28, 1), i -> (DIGITS.pixels()[i] & 0xff) / 255f);

    @Test
    void theirSizes() {
        // (3*3*1+1)*32 + (3*3*32+1)*64 + (5*5*64+1)*128 + (128+1)*10, and (784+1)*512 + (512+1)*10
        assertTrue(DigitModels.cnn().summary().contains("Total params: 225,034 "), DigitModels.cnn().summary());
        assertTrue(DigitModels.mlp().summary().contains("Total params: 407,050 "), DigitModels.mlp().summary());
    }

    @Test
    void theyLearnAFewDigitsByHeart() {
        learns(DigitModels.cnn());
        learns(DigitModels.mlp());
    }

    private static void learns(Model model) {
        assertEquals(Shape.of(COUNT, 10), model.predict(IMAGES).shape());
        model.compile(adam(3e-3), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        History history = model.fit(IMAGES, NDArray.of(DIGITS.labels()), fit -> fit.epochs(15).quiet());
        assertTrue(history.last("accuracy") > 0.95, history::toString);
    }
}
