package dyp.nn;

import static dyp.nn.Layers.activityRegularization;
import static dyp.nn.Layers.alphaDropout;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.gaussianDropout;
import static dyp.nn.Layers.gaussianNoise;
import static dyp.nn.Layers.spatialDropout1d;
import static dyp.nn.Layers.spatialDropout2d;
import static dyp.nn.Layers.spatialDropout3d;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What layers draw in training: how much, how strong, and what falls together. */
class NoiseTest {
    private static final int MANY = 40_000;

    private static NDArray trained(Layer layer, NDArray x) {
        Tensor key = Tensor.constant(NDArray.of(new int[] {7, 0, 1}));
        return layer.apply(Tensor.constant(x), new Trace(new Variables(0), true, key).root()).value();
    }

    private static NDArray ones(int... shape) {
        return NDArray.generate(Shape.of(shape), i -> 1);
    }

    /** Within five standard errors; the variance's is taken for a fourth moment of ten times the squared variance. */
    private static void moments(NDArray a, double mean, double variance) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.at(i);
            squares += (a.at(i) - mean) * (a.at(i) - mean);
        }
        assertEquals(mean, sum / a.size(), 5 * Math.sqrt(variance / a.size()), "mean");
        assertEquals(variance, squares / a.size(), 5 * 3 * variance / Math.sqrt(a.size()), "variance");
    }

    @Test
    void sharesAndStrengths() {
        moments(trained(dropout(0.3), ones(MANY)), 1, 0.3 / 0.7);
        moments(trained(gaussianDropout(0.3), ones(MANY)), 1, 0.3 / 0.7);
        moments(trained(gaussianNoise(0.3), ones(MANY)), 1, 0.09);
        NDArray normal = NDArray.generate(Shape.of(MANY), i -> Philox.normal(3, 0, 0, i));
        moments(normal, 0, 1);
        moments(trained(alphaDropout(0.2), normal), 0, 1);
    }

    /** Dropped numbers sit at selu's lowest value, scaled and shifted as the others. */
    @Test
    void alphaDropoutSetsToTheLowest() {
        Set<Float> values = new TreeSet<>();
        for (float v : trained(alphaDropout(0.5), ones(100)).floats()) {
            values.add(v);
        }
        double low = -1.7580993408473766;
        double a = 1 / Math.sqrt(0.5 * (1 + 0.5 * low * low));
        assertEquals(2, values.size());
        assertEquals(a * low - a * low * 0.5, Collections.min(values), 1e-6);
        assertEquals(a - a * low * 0.5, Collections.max(values), 1e-6);
    }

    /** Whether all numbers along an axis are the same, wherever one looks. */
    private static boolean alike(NDArray a, int axis) {
        int stride = a.shape().strides()[axis];
        for (int i = 0; i < a.size(); i++) {
            int first = i - i / stride % a.shape().dim(axis) * stride;
            if (a.at(i) != a.at(first)) {
                return false;
            }
        }
        return true;
    }

    private static void fallTogether(Layer layer, Set<Integer> axes, int... shape) {
        NDArray a = trained(layer, ones(shape));
        for (int axis = 0; axis < shape.length; axis++) {
            assertEquals(axes.contains(axis), alike(a, axis), layer + " along axis " + axis);
        }
    }

    @Test
    void whatFallsTogether() {
        fallTogether(dropout(0.5), Set.of(), 7, 9, 11);
        fallTogether(dropout(0.5).noiseShape(-1, 1, -1), Set.of(1), 7, 9, 11);
        fallTogether(dropout(0.5).noiseShape(1, 9, 1), Set.of(0, 2), 7, 9, 11);
        fallTogether(alphaDropout(0.5).noiseShape(7, 1, 11), Set.of(1), 7, 9, 11);
        fallTogether(spatialDropout1d(0.5), Set.of(1), 7, 9, 11);
        fallTogether(spatialDropout2d(0.5), Set.of(1, 2), 7, 3, 5, 11);
        fallTogether(spatialDropout2d(0.5).dataFormat(DataFormat.CHANNELS_FIRST), Set.of(2, 3), 7, 11, 3, 5);
        fallTogether(spatialDropout3d(0.5), Set.of(1, 2, 3), 7, 3, 2, 5, 11);
        fallTogether(spatialDropout3d(0.5).dataFormat(DataFormat.CHANNELS_FIRST), Set.of(2, 3, 4), 7, 11, 3, 2, 5);
    }

    @Test
    void aNoiseShapeThatDoesNotFit() {
        for (int[] shape : new int[][] {{-1, 2, -1}, {1, 1}, {0, 1, 1}, {-1, 1, 1, 1}}) {
            String message = assertThrows(DypException.class, () -> trained(dropout(0.5).noiseShape(shape), ones(2, 3, 4))).getMessage();
            assertTrue(message.endsWith("does not stretch to the input (2, 3, 4). Give an axis each, batch included: 1 to draw once along it,"
                    + " -1 to draw for each place."), message);
        }
    }

    /** Keras divides by the batch. */
    @Test
    void activityCostsPerSample() {
        Trace trace = new Trace(new Variables(0), false, null);
        Tensor x = Tensor.of(1, 2, 3, -4, 5, 6, -1, 0.5f, 2, 2, 7, -3).reshape(2, 3, 2);
        activityRegularization().l1(0.1).l2(0.01).apply(x, trace.root());
        assertEquals(2.61625, trace.penalties().getFirst().value().item(), 1e-6);
        assertEquals(1, trace.penalties().size());
    }
}
