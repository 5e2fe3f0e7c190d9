package dyp.nn;

import static dyp.nn.Layers.einsumDense;
import static dyp.nn.Layers.embedding;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Leaf;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Refused;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rows by token, and kernels of any number of axes. */
class EmbeddingTest {
    private static final NDArray TABLE = NDArray.of(new float[][] {{1, 2}, {3, 4}, {5, 6}});

    private static Traced embedded(NDArray tokens) {
        return new Traced().input(tokens).through(embedding(3, 2).maskZero(true)).set(0, TABLE);
    }

    @Test
    void rowsAndMask() {
        Traced traced = embedded(NDArray.of(new int[] {2, 0, 1, 2}, 2, 2));
        assertEquals(NDArray.of(new float[] {5, 6, 1, 2, 3, 4, 5, 6}, 2, 2, 2), traced.value());
        assertEquals(NDArray.of(new float[][] {{1, 0}, {1, 1}}), traced.mask());
    }

    @Test
    void tokensOutsideReadZeros() {
        assertEquals(NDArray.of(new float[] {0, 0, 0, 0, 5, 6}, 1, 3, 2), embedded(NDArray.of(new int[] {-1, 3, 2}, 1, 3)).value());
    }

    @Test
    void floatsLoseTheirFraction() {
        Traced traced = embedded(NDArray.of(new float[] {1.9f, 0.9f}, 1, 2));
        assertEquals(NDArray.of(new float[] {3, 4, 1, 2}, 1, 2, 2), traced.value());
        assertEquals(NDArray.of(new float[][] {{1, 0}}), traced.mask());
    }

    /** Keras: uniform in ±0.05. */
    @Test
    void firstValues() {
        List<Leaf.Variable> weights = new Traced().input(NDArray.zeros(Shape.of(1, 1))).through(embedding(50, 40)).weights();
        assertEquals("layer/embeddings", weights.getFirst().name());
        range(0.05, weights.getFirst().value());
    }

    /** A kernel (8, 2, 4) that gives 8 heads' features for 8 is Glorot's 8 by 8 matrix, not a window of 8. */
    @Test
    void kernelsScaleAsMatrices() {
        NDArray x = NDArray.zeros(Shape.of(1, 3, 64));
        range(Math.sqrt(6.0 / 128), new Traced().input(x).through(einsumDense("abc,cde->abde", -1, 4, 16)).weights().getFirst().value());
        range(Math.sqrt(6.0 / 70), new Traced().input(x).through(einsumDense("abc,dc->abd", -1, 6)).weights().getFirst().value());
    }

    /** Within the limit, and near it somewhere. */
    private static void range(double limit, NDArray values) {
        double largest = 0;
        for (int i = 0; i < values.size(); i++) {
            largest = Math.max(largest, Math.abs(values.at(i)));
        }
        assertTrue(largest <= limit && largest > 0.97 * limit, "largest " + largest + ", limit " + limit);
    }

    @TestFactory
    List<DynamicTest> errors() {
        NDArray x = NDArray.zeros(Shape.of(2, 5, 4));
        return new Refused()
                .when("form", () -> einsumDense("ab,bc", 3), "'ab,bc' is none of the forms X,K->Y, ...X,K->...Y or X...,K->Y..., such as abc,cd->abd.")
                .when("dots on one side", () -> einsumDense("...ab,bc->ac", 3),
                        "'...ab,bc->ac' is none of the forms X,K->Y, ...X,K->...Y or X...,K->Y..., such as abc,cd->abd.")
                .when("bias axes", () -> einsumDense("ab,bc->ac", 3).biasAxes("b"), "biasAxes 'b' must be letters of the result 'ac', but 'b' is none.")
                .when("rank", () -> new Traced().input(x).through(einsumDense("ab,bc->ac", 3)),
                        "The input must have 2 axes, 'ab' in 'ab,bc->ac', but is (2, 5, 4).")
                .when("too few lengths", () -> new Traced().input(x).through(einsumDense("abc,cd->abd", 3)),
                        "outputShape [3] must have a length for each letter of 'abd' but the first, the batch.")
                .when("a length that is not the input's", () -> new Traced().input(x).through(einsumDense("abc,cd->abd", 6, 3)),
                        "outputShape [6, 3] gives axis 'b' of 'abc,cd->abd' the length 6, but in the input (2, 5, 4) it is 5 long.")
                .when("an unknown length", () -> new Traced().input(x).through(einsumDense("abc,cd->abd", -1, -1)),
                        "outputShape [-1, -1] gives axis 'd' of 'abc,cd->abd' the length -1, but the input does not have this axis: say how long it is.")
                .when("a kernel for each sample", () -> new Traced().input(x).through(einsumDense("abc,acd->abd", 5, 3)),
                        "Each letter of the kernel 'acd' in 'abc,acd->abd' must be one of the input's or the result's, and none may be the batch.")
                .when("tokens", () -> embedding(0, 3), "inputDim must be 1 or more, but 0 came.")
                .tests();
    }
}
