package dyp.nn;

import static dyp.nn.Attention.ScoreMode.CONCAT;
import static dyp.nn.Layers.additiveAttention;
import static dyp.nn.Layers.attention;
import static dyp.nn.Layers.groupQueryAttention;
import static dyp.nn.Layers.multiHeadAttention;
import static dyp.nn.Traced.wave;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.tensor.NDArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the fixtures do not hold, masks above all, against numbers that Keras 3.15.1 gave, on TensorFlow and on JAX alike: inputs and
 * weights are waves, and of each output the first numbers are compared, and the sum of all, each times the sine of its index.
 */
class AttentionNumbersTest {
    private static final double TOLERANCE = 2e-5;
    private static final NDArray QUERY = wave(1, 2, 3, 4);
    private static final NDArray VALUE = wave(2, 2, 4, 4);
    private static final NDArray KEY = wave(3, 2, 4, 4);
    private static final NDArray PICTURE = wave(4, 2, 3, 2, 4);
    private static final float[][] QUERIES = {{1, 1, 0}, {1, 1, 1}};
    private static final float[][] VALUES = {{1, 0, 1, 1}, {1, 1, 0, 0}};

    private static void is(Layer layer, Traced inputs, double[]... expected) {
        List<NDArray> outputs = inputs.through(layer).waves().values();
        assertEquals(expected.length, outputs.size(), "outputs of " + layer);
        for (int i = 0; i < expected.length; i++) {
            NDArray y = outputs.get(i);
            double sum = 0;
            for (int j = 0; j < y.size(); j++) {
                sum += y.at(j) * Math.sin(j);
            }
            int first = expected[i].length - 1;
            for (int j = 0; j < first; j++) {
                assertEquals(expected[i][j], y.at(j), TOLERANCE, "output " + i + " at " + j + " of " + layer);
            }
            assertEquals(expected[i][first], sum, y.size() * TOLERANCE, "output " + i + ", all of it, of " + layer);
        }
    }

    private static double[] numbers(double... numbers) {
        return numbers;
    }

    @Test
    void valueMask() {
        is(multiHeadAttention(2, 3), new Traced().input(QUERY).input(VALUE, VALUES), numbers(-0.1173681, -0.3007361, -0.2076088, 0.07639307, 0.8971457));
    }

    @Test
    void causalAndValueMask() {
        is(multiHeadAttention(2, 3).useCausalMask(true), new Traced().input(QUERY).input(VALUE, VALUES),
                numbers(-0.1102967, -0.1352504, -0.03585553, 0.09650475, 2.6746427));
    }

    @Test
    void keyMask() {
        is(multiHeadAttention(2, 3), new Traced().input(QUERY).input(VALUE).input(KEY, VALUES), numbers(0.0281468, -0.273911, -0.3241363, -0.07635236, -1.9509883));
    }

    /** A masked query sees nothing. Fused, Keras gives it the mean of all values; where the weights are asked for, nothing. */
    @Test
    void queryMask() {
        is(multiHeadAttention(2, 3), new Traced().input(QUERY, QUERIES).input(VALUE), numbers(-0.9253333, -0.8227816, 0.03623164, 0.8619336, -1.6015895));
        is(multiHeadAttention(2, 3).returnAttentionScores(true), new Traced().input(QUERY, QUERIES).input(VALUE),
                numbers(-0.9253333, -0.8227816, 0.03623164, 0.8619336, -2.4907040), numbers(0.1522403, 0.4197481, 0.2493497, 0.1786619, 0.9021533));
        is(groupQueryAttention(3, 4, 2), new Traced().input(QUERY, QUERIES).input(VALUE), numbers(-0.2678849, -0.8640313, -0.6657914, 0.144574, -11.2707628));
    }

    @Test
    void attentionMaskAndWeights() {
        NDArray seen = wave(5, 2, 3, 4);
        NDArray mask = NDArray.generate(seen.shape(), i -> seen.at(i) > -0.3 ? 1 : 0);
        is(multiHeadAttention(2, 3).attentionMask(true).returnAttentionScores(true), new Traced().input(QUERY).input(VALUE).input(KEY).input(mask),
                numbers(-0.5967406, -0.6972576, -0.1567192, 0.5279061, -3.7597926), numbers(0, 0.314182, 0.5015694, 0.1842484, 1, 0, 0, 0, 2.6595049));
    }

    @Test
    void gateAndWindow() {
        is(multiHeadAttention(2, 3).useGate(true).slidingWindow(2), new Traced().input(QUERY), numbers(-0.6077538, 0.501175, 1.149326, 0.7407917, -5.2679633));
    }

    @Test
    void causalWindowOtherSizes() {
        is(multiHeadAttention(2, 3).valueDim(5).outputShape(2, 3).slidingWindow(2).dropout(0.1).useCausalMask(true), new Traced().input(QUERY),
                numbers(-0.6862473, -0.7221979, -0.09416312, 0.6204448, 1.9766112));
    }

    @Test
    void twoAxes() {
        is(multiHeadAttention(2, 3), new Traced().input(PICTURE), numbers(0.3874728, -0.185481, -0.5879043, -0.4498113, -0.3737549));
    }

    @Test
    void secondAxis() {
        is(multiHeadAttention(2, 3).attentionAxes(2), new Traced().input(PICTURE), numbers(-0.0740059, -0.4176982, -0.3773607, 0.009920478, -5.4504185));
    }

    @Test
    void groupsWithGateAndMask() {
        is(groupQueryAttention(3, 4, 2).useGate(true).returnAttentionScores(true), new Traced().input(QUERY).input(VALUE, VALUES),
                numbers(-1.090239, -0.2117407, 0.8614312, 1.142607, 4.3845331), numbers(0.2220928, 0, 0.4481014, 0.3298059, -0.5102910));
    }

    @Test
    void dotProductWithMasks() {
        is(attention().useScale(true).useCausalMask(true).returnAttentionScores(true), new Traced().input(QUERY, QUERIES).input(VALUE, VALUES).input(KEY),
                numbers(0.9092974, 0.14112, -0.7568025, -0.9589243, -1.0541823), numbers(1, 0, 0, 0, 1, 0, 0, 0, -1.0805687));
        is(attention().useScale(true).scoreMode(CONCAT).returnAttentionScores(true), new Traced().input(QUERY, QUERIES).input(VALUE, VALUES),
                numbers(0.2256955, -0.3029376, -0.5530514, -0.2946922, -1.0505277), numbers(0.3098423, 0, 0.482018, 0.2081397, 0.3039266));
    }

    @Test
    void additiveWithMasks() {
        is(additiveAttention(), new Traced().input(QUERY, QUERIES).input(VALUE, VALUES), numbers(-0.1021881, -0.5985003, -0.544554, 0.01005266, -0.0730883));
    }
}
