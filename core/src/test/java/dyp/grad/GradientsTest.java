package dyp.grad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Graphs;
import dyp.op.Tensor;
import dyp.runtime.Interpreter;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How gradients flow through a graph; each op's own is checked in dyp-testkit. */
class GradientsTest {
    private static final Tensor X = Tensor.input("x", DType.FLOAT32, Shape.of(3));
    private static final Map<String, NDArray> VALUES = Map.of("x", NDArray.of(new float[] {1, 2, 3}));

    @Test
    void aSquareByHand() {
        assertEquals(NDArray.of(new float[] {2, 4, 6}), value(Gradients.of(X.square().sum(), X)));
    }

    @Test
    void theGradientOfAGradientByHand() {
        Tensor cube = X.mul(X).mul(X).sum();
        assertEquals(NDArray.of(new float[] {6, 12, 18}), value(Gradients.of(Gradients.of(cube, X), X)));
    }

    @Test
    void everyUseAddsItsShare() {
        assertEquals(NDArray.of(new float[] {5, 7, 9}), value(Gradients.of(X.square().add(X).add(X.mul(2)), X)));
        assertEquals(NDArray.of(new float[] {2, 2, 2}), value(Gradients.of(X.add(X), X)));
    }

    @Test
    void ofATensorItselfItIsOne() {
        assertEquals(NDArray.of(new float[] {1, 1, 1}), value(Gradients.of(X, X)));
    }

    @Test
    void ofAnInnerTensor() {
        Tensor inner = X.mul(2);
        assertEquals(List.of(NDArray.of(new float[] {4, 8, 12}), NDArray.of(new float[] {8, 16, 24})),
                Gradients.of(inner.square().sum(), List.of(inner, X)).stream().map(GradientsTest::value).toList());
    }

    @Test
    void whereNothingFlowsItIsZero() {
        Tensor other = Tensor.input("other", DType.FLOAT32, Shape.of(2, 2));
        assertEquals(NDArray.zeros(Shape.of(2, 2)), value(Gradients.of(X.sum(), other)));
        assertEquals(NDArray.zeros(Shape.of(3)), value(Gradients.of(X.stopGradient().sum(), X)));
        assertEquals(NDArray.zeros(Shape.of(3)), value(Gradients.of(X.argmax(0).cast(DType.FLOAT32).mul(2), X)));
    }

    @Test
    void aStoppedPathLeavesTheOthers() {
        assertEquals(NDArray.of(new float[] {1, 2, 3}), value(Gradients.of(X.stopGradient().mul(X), X)));
    }

    /** log x would be NaN for the exponent's gradient, which nobody asked for. */
    @Test
    void gradientsThatNobodyAskedForAreNotBuilt() {
        Tensor gradient = Gradients.of(X.neg().pow(Tensor.scalar(2)).sum(), X);
        assertEquals(NDArray.of(new float[] {2, 4, 6}), value(gradient));
        assertTrue(Graphs.sorted(List.of(gradient)).stream().noneMatch(t -> t.op().label().equals("log")));
    }

    @Test
    void tiedMaximaShareTheGradient() {
        Tensor tied = Tensor.of(2, 5, 5);
        assertEquals(NDArray.of(new float[] {0, 0.5f, 0.5f}), Gradients.of(tied.max(), tied).value());
    }

    /** Ten thousand ops: no recursion anywhere. */
    @Test
    void aDeepNetworkDoesNotOverflowTheStack() {
        Tensor y = X;
        for (int i = 0; i < 5_000; i++) {
            y = y.mul(1.0001).add(0.0001);
        }
        assertEquals(Math.exp(5_000 * Math.log((double) 1.0001f)), value(Gradients.of(y.sum(), X)).at(0), 0.01);
    }

    @Test
    void theWayBackIsLabelledWithTheLayer() {
        Tensor y = Tensor.labelled("dense", () -> X.tanh());
        assertTrue(Gradients.of(y.sum(), X).explain().contains("dense'"));
    }

    @Test
    void onlyFloatsHaveGradients() {
        Tensor n = Tensor.input("n", DType.INT32, Shape.of(3));
        assertEquals("Only float32 tensors have gradients, but input n int32(3,) came.",
                assertThrows(DypException.class, () -> Gradients.of(n, n)).getMessage());
    }

    private static NDArray value(Tensor t) {
        return new Interpreter().evaluate(List.of(t), VALUES).getFirst();
    }
}
