package dyp.train;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SOFTMAX;
import static dyp.nn.Layers.add;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.depthwiseConv2d;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.layerNormalization;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.op.Padding;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A served model gives what the model gave, in fewer operations, and stays as it was. */
class ServingTest {
    private static final NDArray X = random(24, 8, 8, 3);

    private static NDArray random(int... shape) {
        var random = new Random(11);
        return NDArray.generate(Shape.of(shape), _ -> random.nextGaussian());
    }

    /** Normalizations behind convolutions with and without bias, depthwise ones, a shared one, and a sum of two branches. */
    private static Model trained() {
        Input in = input(8, 8, 3);
        Symbol x = batchNormalization().on(conv2d(16, 3).padding(Padding.SAME).useBias(false).on(in));
        Symbol y = batchNormalization().on(depthwiseConv2d(3).padding(Padding.SAME).on(x));
        Symbol z = conv2d(16, 1).on(y);
        Symbol sum = add().on(batchNormalization().on(z), z, x);
        Symbol out = dense(4, SOFTMAX).on(layerNormalization().on(batchNormalization().on(dense(8, RELU).on(globalAveragePooling2d().on(dropout(0.2).on(sum))))));
        Model model = Model.of(in, out).compile(adam(0.01), sparseCategoricalCrossentropy());
        model.fit(X, NDArray.of(new Random(3).ints(24, 0, 4).toArray()), fit -> fit.epochs(3).batchSize(8).quiet());
        return model;
    }

    @Test
    void givesWhatTheModelGives() {
        Model model = trained();
        Predictor served = model.serving();
        for (int n : new int[] {24, 1, 5}) {
            NDArray x = X.rows(0, n);
            NDArray expected = model.predict(x);
            NDArray actual = served.predict(x);
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.at(i), actual.at(i), 2e-6, "batch " + n + ", number " + i);
            }
        }
    }

    /** Weights are packed for the first program; programs for other batches and later runs find them as they were. */
    @Test
    void givesTheSameAtEveryRun() {
        Model model = Sequential.of(input(9, 9, 3), conv2d(40, 3, RELU), conv2d(150, 3, RELU).padding(Padding.SAME), conv2d(240, 3, RELU).strides(2),
                conv2d(1100, 1, RELU), globalAveragePooling2d(), dense(300, RELU), dense(4, SOFTMAX)).compile(adam(), sparseCategoricalCrossentropy());
        NDArray x = random(24, 9, 9, 3), expected = model.predict(x);
        Predictor served = model.serving();
        NDArray first = served.predict(x);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.at(i), first.at(i), 2e-6, "number " + i);
        }
        for (int n : new int[] {1, 24, 5, 1, 24}) {
            NDArray part = served.predict(x.rows(0, n));
            for (int i = 0; i < part.size(); i++) {
                assertEquals(expected.at(i), part.at(i), 2e-6, "batch " + n + ", number " + i);
            }
            assertEquals(part, served.predict(x.rows(0, n)));
        }
        assertEquals(first, served.predict(x));
    }

    @Test
    void normalizationsCostOneSum() {
        Model model = Sequential.of(input(8, 8, 3), conv2d(16, 3), batchNormalization(), conv2d(16, 3).useBias(false), batchNormalization());
        String live = model.predictor(2).explain();
        String served = model.serving().program(2).explain();
        assertTrue(live.contains("sub") && live.contains("sqrt"), live);
        assertFalse(served.contains("sub") || served.contains("sqrt") || served.contains("mul"), served);
    }

    @Test
    void staysAsItWas() {
        Model model = trained();
        Predictor served = model.serving();
        NDArray before = served.predict(X);
        model.fit(X, NDArray.of(new int[24]), fit -> fit.epochs(2).quiet());
        assertEquals(before, served.predict(X));
        assertFalse(before.equals(model.predict(X)));
    }

    @Test
    void saysWhatDoesNotFit() {
        String message = assertThrows(DypException.class, () -> trained().serving().predict(random(2, 8, 8, 4))).getMessage();
        assertTrue(message.startsWith("The model was built for samples of (8, 8, 3), but samples of (8, 8, 4) came."), message);
    }
}
