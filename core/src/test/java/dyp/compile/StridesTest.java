package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Heads are read and written within the features, without a copy; what cannot be so lies as it did. */
class StridesTest {
    private static final Shape SHAPE = Shape.of(2, 33, 78);
    private static final Map<String, NDArray> BATCH = Map.of("x", wave(1), "y", wave(2));

    private static NDArray wave(int seed) {
        return NDArray.generate(SHAPE, i -> Math.sin(seed * i));
    }

    private static final Tensor X = Tensor.input("x", DType.FLOAT32, SHAPE);
    private static final Tensor Y = Tensor.input("y", DType.FLOAT32, SHAPE);

    /** (batch, steps, features) -> (batch * heads, steps, size). */
    private static Tensor heads(Tensor x, int... order) {
        Tensor apart = x.reshape(2, 33, 3, 26).transpose(order);
        return apart.reshape(6, apart.shape().dim(2), apart.shape().dim(3));
    }

    private static void check(int copies, Tensor... outputs) {
        Program program = Compiler.compile(new Graph(List.of(outputs), List.of()), Engine.threads(2));
        program.verify(BATCH, 1e-4);
        assertEquals(copies, program.lines().stream().filter(l -> l.op().contains("transpose")).count(), program.explain());
    }

    @Test
    void operandsAreReadWhereTheyLie() {
        check(0, heads(X, 0, 2, 1, 3).matmul(heads(Y, 0, 2, 3, 1)));
        check(0, heads(X, 0, 2, 3, 1).matmul(heads(Y, 0, 2, 1, 3)).mul(2).tanh());
        check(0, heads(X, 0, 2, 1, 3).matmul(heads(X, 0, 2, 3, 1)));
    }

    @Test
    void resultsAreWrittenWhereTheyGo() {
        Tensor weights = heads(X, 0, 2, 1, 3).matmul(heads(Y, 0, 2, 3, 1)).softmax();
        Tensor found = weights.matmul(heads(Y, 0, 2, 1, 3));
        check(0, found.reshape(2, 3, 33, 26).transpose(0, 2, 1, 3).reshape(2, 33, 78));
        check(0, found.reshape(2, 3, 33, 26).transpose(0, 3, 1, 2).tanh());
        check(0, found.transpose(0, 2, 1).mul(3));
    }

    @Test
    void whoNeedsTheResultAsItIsGetsIt() {
        Tensor product = heads(X, 0, 2, 1, 3).matmul(heads(Y, 0, 2, 3, 1));
        check(1, product, product.reshape(2, 3, 33, 33).transpose(0, 2, 1, 3));
        check(1, heads(X, 0, 2, 1, 3), heads(X, 0, 2, 1, 3).matmul(heads(Y, 0, 2, 3, 1)));
    }

    @Test
    void heedsOrdersThatAreNoStrides() {
        // Rows of two axes that do not lie one behind the other, and matrices neither of whose axes is in one piece.
        Tensor mixed = X.reshape(2, 11, 3, 78).transpose(0, 2, 1, 3).reshape(2, 33, 78);
        check(1, mixed.matmul(Y.reshape(2, 78, 33)));
        Tensor loose = X.reshape(2, 33, 26, 3).transpose(3, 0, 1, 2).reshape(6, 33, 26);
        check(1, loose.matmul(Y.reshape(6, 26, 33)));
    }
}
