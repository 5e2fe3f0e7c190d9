package dyp.explain;

import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.cropping1d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.globalAveragePooling1d;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.layerNormalization;
import static dyp.nn.Layers.multiHeadAttention;
import static dyp.nn.Layers.reshape;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.nn.Input;
import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.nn.Symbol;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small vision transformer: pictures of 8x12 in patches of 4x4. */
class AttentionRolloutTest {
    /** A token of ones before the others. */
    private record Token() implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            return Tensor.concat(1, Tensor.scalar(1).broadcastTo(x.shape().with(1, 1)), x);
        }
    }

    private static final NDArray X = NDArray.generate(Shape.of(8, 12, 1), i -> Math.sin(i * 0.9));

    private static Model transformer(boolean token) {
        Input in = input(8, 12, 1);
        Symbol y = conv2d(8, 4).strides(4).named("patches").on(in);
        y = reshape(-1, 8).on(y);
        y = token ? new Token().on(y) : y;
        for (int i = 0; i < 2; i++) {
            Symbol z = layerNormalization().named("norm" + i).on(y);
            y = dyp.nn.Layers.add().on(y, multiHeadAttention(2, 4).named("attention" + i).on(z, z));
        }
        y = token ? flatten().on(cropping1d(0, 6).on(y)) : globalAveragePooling1d().on(y);
        return Model.of(in, dense(3).on(y)).seed(7);
    }

    /** The weights of a layer, asked of the layer itself: (heads, 7, 7). */
    private static double[][][] weights(Model model, int layer) {
        NDArray normed = model.until("norm" + layer).predict(X.reshape(1, 8, 12, 1));
        int tokens = normed.shape().dim(1);
        double[][][] all = new double[2][tokens][tokens];
        NDArray q = projected(model, layer, "query", normed);
        NDArray k = projected(model, layer, "key", normed);
        for (int h = 0; h < 2; h++) {
            for (int i = 0; i < tokens; i++) {
                double sum = 0;
                for (int j = 0; j < tokens; j++) {
                    double dot = 0;
                    for (int f = 0; f < 4; f++) {
                        dot += q.get(i, h, f) * k.get(j, h, f);
                    }
                    all[h][i][j] = Math.exp(dot / 2);
                    sum += all[h][i][j];
                }
                for (int j = 0; j < tokens; j++) {
                    all[h][i][j] /= sum;
                }
            }
        }
        return all;
    }

    private static NDArray projected(Model model, int layer, String name, NDArray x) {
        NDArray kernel = model.variables("attention" + layer + "/" + name).get(0).value();
        int tokens = x.shape().dim(1);
        return NDArray.generate(Shape.of(tokens, 2, 4), i -> {
            double sum = 0;
            for (int f = 0; f < 8; f++) {
                sum += x.get(0, i / 8, f) * kernel.get(f, i / 4 % 2, i % 4);
            }
            return sum;
        });
    }

    private static double[][] rollout(Model model) {
        double[][] all = null;
        for (int layer = 0; layer < 2; layer++) {
            double[][][] w = weights(model, layer);
            int n = w[0].length;
            double[][] now = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < n; k++) {
                        double mean = (w[0][i][k] + w[1][i][k]) / 4 + (i == k ? 0.5 : 0);
                        now[i][j] += mean * (all == null ? k == j ? 1 : 0 : all[k][j]);
                    }
                }
            }
            all = now;
        }
        return all;
    }

    @Test
    void theClassTokensRowIsStretchedOverThePicture() {
        Model model = transformer(true);
        Explanation e = Explainers.attentionRollout().explain(model, X, 0);
        double[] row = Arrays.copyOfRange(rollout(model)[0], 1, 7);
        NDArray expected = Maps.stretched(NDArray.generate(Shape.of(2, 3), i -> row[i]), Shape.of(8, 12));
        assertArrayEquals(GradCamTest.numbers(expected), GradCamTest.numbers(e.map()), 1e-5);
        assertEquals("norm1", e.layer().orElseThrow());
    }

    @Test
    void withoutAClassTokenItIsTheMeanRow() {
        Model model = transformer(false);
        double[][] rolled = rollout(model);
        NDArray mean = NDArray.generate(Shape.of(2, 3), j -> Arrays.stream(rolled).mapToDouble(r -> r[j]).sum() / 6);
        Explanation e = Explainers.attentionRollout().explain(model, X, 0);
        assertArrayEquals(GradCamTest.numbers(Maps.stretched(mean, Shape.of(8, 12))), GradCamTest.numbers(e.map()), 1e-5);
    }

    @Test
    void eachHeadHasAMap() {
        Model model = transformer(true);
        List<List<Explanation>> heads = Explainers.attentionRollout().heads(model, X, 0);
        assertEquals(List.of("attention0, head 0", "attention0, head 1", "attention1, head 0", "attention1, head 1"),
                heads.stream().flatMap(List::stream).map(e -> e.layer().orElseThrow()).toList());
        double[] row = Arrays.copyOfRange(weights(model, 1)[1][0], 1, 7);
        NDArray expected = Maps.stretched(NDArray.generate(Shape.of(2, 3), i -> row[i]), Shape.of(8, 12));
        assertArrayEquals(GradCamTest.numbers(expected), GradCamTest.numbers(heads.getLast().getLast().map()), 1e-5);
        assertTrue(new Overlay().draw(heads, X).getHeight() > 2 * 8 * 11, "two rows");
    }

    /** After the last attention only the class token has a gradient; before it, patches have one. */
    @Test
    void gradCamLooksAtTheTokensBeforeTheLastAttention() {
        Model model = transformer(true);
        Explanation e = Explainers.gradCam().signed(true).explain(model, X, 2);
        assertEquals("norm1", e.layer().orElseThrow());
        assertEquals(Shape.of(8, 12), e.map().shape());
        assertTrue(Arrays.stream(GradCamTest.numbers(e.map())).anyMatch(v -> v != 0), "an empty map");
        assertEquals("patches", Explainers.hiResCam().layer("patches").explain(model, X, 2).layer().orElseThrow());
    }
}
