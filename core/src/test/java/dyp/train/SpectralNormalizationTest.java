package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.activation;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.spectralNormalization;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.nn.Activation;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import org.junit.jupiter.api.Test;

/** Three steps of training from the same weights as in Keras 3.15.1 with TensorFlow, and what a division by the largest singular value is. */
class SpectralNormalizationTest {
    private static final NDArray X = NDArray.of(new float[][] {{1, 2, 3}, {-1, 0.5f, 0.25f}, {0, 1, -1}, {2, 2, 0.5f}});
    private static final NDArray Y = NDArray.of(new float[][] {{1, 0}, {0, 1}, {0.5f, 0.5f}, {-1, 2}});

    private static NDArray weight(Model model, String name) {
        return model.variables().stream().filter(v -> v.name().equals("spectral_normalization/" + name)).findFirst().orElseThrow().value();
    }

    private static void set(Model model, String name, float... values) {
        System.arraycopy(values, 0, weight(model, name).floats(), 0, values.length);
    }

    private static Model model(int powerIterations, double learningRate) {
        Model model = Sequential.of(spectralNormalization(dense(2)).powerIterations(powerIterations))
                .compile(sgd(learningRate).momentum(0.9), meanSquaredError()).build(3);
        set(model, "layer/kernel", 1, 2, -0.5f, 0.25f, 0.75f, -1.5f);
        set(model, "layer/bias", 0.1f, -0.1f);
        set(model, "vector_u", 0.3f, -0.2f);
        return model;
    }

    private static void check(Model model, String name, float... expected) {
        assertArrayEquals(expected, weight(model, name).floats(), 2e-6f, name);
    }

    @Test
    void asKerasWithOneIteration() {
        Model model = model(1, 0.1);
        assertArrayEquals(new float[] {2.35f, -2.1f, -0.9625f, -2.35f, -1.15f, 1.65f, 1.475f, 3.65f}, model.predict(X).floats(), 1e-5f,
                "prediction takes the kernel as it stands");
        double[] losses = model.fit(X, Y, fit -> fit.epochs(3).quiet()).get("loss");
        assertArrayEquals(new double[] {1.3881219625, 0.8630485535, 0.6981250048}, losses, 2e-6);
        check(model, "layer/kernel", 0.01191701f, 0.74446356f, -0.42714083f, 0.42938161f, 0.17188799f, -0.29195645f);
        check(model, "layer/bias", 0.10687923f, 0.25371400f);
        check(model, "vector_u", 0.05924226f, -0.99824363f);
    }

    @Test
    void asKerasWithThreeIterations() {
        Model model = model(3, 0.1);
        double[] losses = model.fit(X, Y, fit -> fit.epochs(3).quiet()).get("loss");
        assertArrayEquals(new double[] {1.0926350355, 0.8181355000, 0.6803829074}, losses, 2e-6);
        check(model, "layer/kernel", 0.01664774f, 0.74773794f, -0.39336240f, 0.45070237f, 0.20296130f, -0.31525657f);
        check(model, "vector_u", 0.08488076f, -0.99639106f);
        assertArrayEquals(new float[] {-0.05134679f, 0.95361555f, -0.05274225f, -0.35095847f, -0.48647735f, 1.01620138f, -0.54210228f, 2.48949480f},
                model.predict(X).floats(), 1e-5f, "prediction");
    }

    /** Without learning, steps bring the largest singular value to 1: the root of the larger eigenvalue of KᵀK. */
    @Test
    void theLargestSingularValueBecomesOne() {
        Model model = model(1, 0);
        model.fit(X, Y, fit -> fit.epochs(60).quiet());
        float[] k = weight(model, "layer/kernel").floats();
        double a = k[0] * k[0] + k[2] * k[2] + k[4] * k[4];
        double b = k[0] * k[1] + k[2] * k[3] + k[4] * k[5];
        double d = k[1] * k[1] + k[3] * k[3] + k[5] * k[5];
        assertEquals(1, Math.sqrt((a + d) / 2 + Math.hypot((a - d) / 2, b)), 1e-6);
    }

    @Test
    void aKernelOfZerosStays() {
        Model model = model(2, 0);
        set(model, "layer/kernel", 0, 0, 0, 0, 0, 0);
        model.fit(X, Y, fit -> fit.quiet());
        check(model, "layer/kernel", 0, 0, 0, 0, 0, 0);
        check(model, "vector_u", 0.3f, -0.2f);
    }

    @Test
    void aLayerWithoutAKernel() {
        assertEquals("[spectral_normalization] spectralNormalization needs a layer with a kernel or embeddings, but activation has neither."
                + " Here the input gives (batch, 3).", assertThrows(DypException.class,
                () -> Sequential.of(spectralNormalization(activation(Activation.RELU))).build(3)).getMessage());
    }
}
