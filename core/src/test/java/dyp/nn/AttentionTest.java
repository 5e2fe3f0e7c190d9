package dyp.nn;

import static dyp.nn.Attention.ScoreMode.CONCAT;
import static dyp.nn.Layers.additiveAttention;
import static dyp.nn.Layers.attention;
import static dyp.nn.Layers.groupQueryAttention;
import static dyp.nn.Layers.multiHeadAttention;
import static dyp.nn.Traced.wave;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Refused;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attention in numbers small enough to check by hand, and what holds for every kind of it. */
class AttentionTest {
    private static final NDArray X = wave(1, 2, 5, 4);
    private static final float[][] PADDED = {{1, 1, 1, 0, 0}, {1, 1, 1, 1, 1}};

    static Stream<Attending<?>> kinds() {
        return Stream.of(attention(), attention().useScale(true).scoreMode(CONCAT), additiveAttention(), multiHeadAttention(2, 3),
                multiHeadAttention(2, 3).valueDim(2).outputShape(5), groupQueryAttention(3, 4, 2));
    }

    private static Layer causal(Attending<?> kind) {
        return (Layer) kind.useCausalMask(true);
    }

    private static Layer withScores(Attending<?> kind) {
        return (Layer) kind.returnAttentionScores(true);
    }

    /** Scores ln 3 and 0 are weights 3/4 and 1/4. */
    @Test
    void dotByHand() {
        float three = (float) Math.log(3);
        NDArray key = NDArray.of(new float[] {1, 0, 0, 1}, 1, 2, 2);
        NDArray value = NDArray.of(new float[] {4, 8}, 1, 2, 1);
        List<NDArray> out = new Traced().input(NDArray.of(new float[] {three, 0}, 1, 1, 2)).input(value).input(key)
                .through(attention().returnAttentionScores(true)).values();
        assertEquals(5, out.getFirst().item(), 1e-6);
        assertEquals(0.75, out.getLast().at(0), 1e-7);
        assertEquals(0.25, out.getLast().at(1), 1e-7);
    }

    /** tanh(0 + 0) and tanh(0 + artanh 0.5) are 0 and 0.5; times 2 ln 3 the scores are 0 and ln 3. */
    @Test
    void additiveByHand() {
        NDArray key = NDArray.of(new float[] {0, (float) (Math.log(3) / 2)}, 1, 2, 1);
        Traced traced = new Traced().input(NDArray.zeros(Shape.of(1, 1, 1))).input(NDArray.of(new float[] {4, 8}, 1, 2, 1)).input(key).through(additiveAttention());
        assertEquals(7, traced.set(0, NDArray.scalar((float) (2 * Math.log(3)))).value().item(), 1e-5);
    }

    /** One head, all kernels 1: query, key and value are the inputs, the scores 2 * 2 / sqrt(1) and 0. */
    @Test
    void headByHand() {
        double e = Math.exp(4);
        Traced traced = new Traced().input(NDArray.of(new float[] {2}, 1, 1, 1)).input(NDArray.of(new float[] {2, 0}, 1, 2, 1))
                .through(multiHeadAttention(1, 1).useBias(false));
        for (int i = 0; i < 4; i++) {
            traced.set(i, NDArray.scalar(1));
        }
        assertEquals(2 * e / (e + 1), traced.value().item(), 1e-6);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void laterStepsDoNotReachEarlierOnes(Attending<?> kind) {
        int from = 3;
        NDArray changed = NDArray.generate(X.shape(), i -> i / 4 % 5 >= from ? 1 - X.at(i) : X.at(i));
        NDArray y = new Traced().input(X).through(causal(kind)).waves().value();
        NDArray z = new Traced().input(changed).through(causal(kind)).waves().value();
        int row = y.shape().last();
        for (int i = 0; i < y.size(); i++) {
            if (i / row % 5 < from) {
                assertEquals(y.at(i), z.at(i), "step " + i / row % 5 + " of " + kind);
            }
        }
        NDArray free = new Traced().input(X).through(kind).waves().value();
        NDArray other = new Traced().input(changed).through(kind).waves().value();
        assertNotEquals(free.at(0), other.at(0), "the first step of " + kind + ", which sees all");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void weightsOfAQuerySumToOneAndMaskedKeysHaveNone(Attending<?> kind) {
        NDArray weights = new Traced().input(wave(2, 2, 3, 4)).input(X, PADDED).through(withScores(kind)).waves().values().getLast();
        int keys = 5;
        assertEquals(keys, weights.shape().last());
        assertEquals(3, weights.shape().dim(-2));
        for (int row = 0; row < weights.size() / keys; row++) {
            double sum = 0;
            boolean padded = row < weights.size() / keys / 2;
            for (int j = 0; j < keys; j++) {
                double w = weights.at(row * keys + j);
                assertTrue(padded && j >= 3 ? w == 0 : w > 0, "weight " + w + " of key " + j + " in row " + row + " of " + kind);
                sum += w;
            }
            assertEquals(1, sum, 1e-6, "row " + row + " of " + kind);
        }
    }

    /** What stands in padded steps makes no difference, and the mask of the query is that of the output. */
    @ParameterizedTest
    @MethodSource("kinds")
    void paddingDoesNotMatter(Attending<?> kind) {
        NDArray other = NDArray.generate(X.shape(), i -> i < 20 && i / 4 >= 3 ? 7 : X.at(i));
        Traced a = new Traced().input(X, PADDED).through(kind).waves();
        Traced b = new Traced().input(other, PADDED).through(kind).waves();
        int row = a.value().shape().last();
        for (int i = 0; i < a.value().size(); i++) {
            if (PADDED[i / row / 5][i / row % 5] == 1) {
                assertEquals(a.value().at(i), b.value().at(i), "at " + i + " of " + kind);
            }
        }
        assertEquals(NDArray.of(PADDED), a.mask());
    }

    /** A mask for each head apart. */
    @Test
    void maskOfEachHead() {
        NDArray mask = NDArray.generate(Shape.of(2, 2, 5, 5), i -> (i / 25 + i) % 2);
        NDArray weights = new Traced().input(X).input(mask).through(multiHeadAttention(2, 3).attentionMask(true).returnAttentionScores(true)).waves().values().getLast();
        for (int i = 0; i < weights.size(); i++) {
            assertEquals(mask.at(i) == 1, weights.at(i) > 0, "weight " + i);
        }
    }

    /** With a head of key and value for each of the query, groups are heads. */
    @Test
    void groupsOfOneAreHeads() {
        NDArray heads = new Traced().input(X).through(multiHeadAttention(2, 3)).waves().value();
        assertEquals(heads, new Traced().input(X).through(groupQueryAttention(3, 2, 2)).waves().value());
    }

    /** Heads that share are heads with the same weights for key and value: 0 and 1 share one, 2 and 3 the other. */
    @Test
    void groupsShareInOrder() {
        Traced groups = new Traced().input(X).through(groupQueryAttention(3, 4, 2)).waves();
        Traced heads = new Traced().input(X).through(multiHeadAttention(4, 3)).waves();
        for (int w = 2; w < 6; w++) {
            NDArray shared = groups.weights().get(w).value();
            heads.set(w, NDArray.generate(heads.weights().get(w).value().shape(), i -> shared.at(i / 12 * 6 + i % 12 / 6 * 3 + i % 3)));
        }
        NDArray expected = heads.value();
        NDArray actual = groups.value();
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.at(i), actual.at(i), 1e-6);
        }
    }

    @TestFactory
    List<DynamicTest> errors() {
        String order = "Attention takes query, value and key, in this order, of which the last ones may be left out";
        return new Refused()
                .when("four inputs", () -> new Traced().input(X).input(X).input(X).input(X).through(multiHeadAttention(2, 3)), order + "; but 4 inputs came.")
                .when("no mask", () -> new Traced().input(X).through(multiHeadAttention(2, 3).attentionMask(true)),
                        order + ", and then the attention mask; but 1 inputs came.")
                .when("key and value", () -> new Traced().input(X).input(X).input(wave(0, 2, 4, 4)).through(multiHeadAttention(2, 3)), "Attention takes query"
                        + " (batch, steps, features) and value and key (batch, other steps, features), of equal rank, value and key of equal length; but query"
                        + " (2, 5, 4), value (2, 5, 4) and key (2, 4, 4) came.")
                .when("features", () -> new Traced().input(X).input(wave(0, 2, 3, 7)).through(attention()),
                        "Query and key must be (batch, steps, dim) with the same dim, but are (2, 5, 4) and (2, 3, 7).")
                .when("axes", () -> new Traced().input(X).through(multiHeadAttention(2, 3).attentionAxes(2)),
                        "attentionAxes [2] must lie between the batch and the features of (2, 5, 4).")
                .when("an axis twice", () -> multiHeadAttention(2, 3).attentionAxes(1, 1), "attentionAxes names an axis twice: [1, 1].")
                .when("causal over two axes", () -> new Traced().input(wave(0, 2, 3, 5, 4)).through(multiHeadAttention(2, 3).useCausalMask(true)),
                        "Masks over steps, causal ones and windows are for attention over axis 1 alone, but attentionAxes are [1, 2].")
                .when("groups", () -> groupQueryAttention(3, 4, 3), "numQueryHeads must be a multiple of numKeyValueHeads, but 4 and 3 came.")
                .when("heads", () -> multiHeadAttention(0, 3), "numHeads must be 1 or more, but 0 came.")
                .when("dropout", () -> attention().dropout(1), "dropout must lie from 0 to below 1, but 1.0 came.")
                .tests();
    }
}
