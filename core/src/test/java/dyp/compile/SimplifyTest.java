package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dyp.op.Leaf;
import dyp.op.MatMul;
import dyp.op.Tensor;
import dyp.runtime.Interpreter;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule as a graph before and after; the numbers stay what they were. */
class SimplifyTest {
    private static final Tensor X = Tensor.input("x", DType.FLOAT32, Shape.of(2, 3));
    private static final Tensor Y = Tensor.input("y", DType.FLOAT32, Shape.of(2, 3));
    private static final Tensor ONE = Tensor.input("one", DType.FLOAT32, Shape.of(1, 1));
    private static final Tensor N = Tensor.input("n", DType.INT32, Shape.of(3));
    private static final Map<String, NDArray> VALUES = Map.of(
            "x", NDArray.generate(Shape.of(2, 3), i -> i - 2.5),
            "y", NDArray.generate(Shape.of(2, 3), i -> 7 - i),
            "one", NDArray.of(new float[] {5}, 1, 1),
            "n", NDArray.of(new int[] {4, 5, 6}));

    @Test
    void leavesOutWhatDoesNothing() {
        becomes(X.stopGradient().exp(), X.exp());
        becomes(Tensor.make(new dyp.op.View.Reshape(X.shape()), X).exp(), X.exp());
        becomes(Tensor.make(new dyp.op.View.Broadcast(X.shape()), X).exp(), X.exp());
        becomes(X.transpose(0, 1).exp(), X.exp());
        becomes(X.neg().neg(), X);
    }

    @Test
    void neutralNumbers() {
        becomes(X.add(0), X);
        becomes(Tensor.scalar(0).add(X), X);
        becomes(X.sub(0), X);
        becomes(X.mul(1), X);
        becomes(Tensor.scalar(1).mul(X), X);
        becomes(X.div(1), X);
        becomes(N.add(0), N);
    }

    @Test
    void numbersThatAreNotNeutralStay() {
        stays(Tensor.scalar(0).sub(X));
        stays(Tensor.scalar(1).div(X));
        stays(X.pow(Tensor.scalar(1)));
        // x * 0 is NaN where x is.
        stays(X.mul(0));
        // A zero that stretches the other operand.
        stays(Tensor.input("x", DType.FLOAT32, Shape.of(6)).add(Tensor.constant(NDArray.zeros(Shape.of(1, 1)))));
    }

    @Test
    void viewsOfViews() {
        becomes(X.reshape(6).reshape(3, 2), X.reshape(3, 2));
        becomes(X.reshape(6).reshape(2, 3).exp(), X.exp());
        becomes(X.transpose().transpose(), X);
        Tensor cube = Tensor.input("cube", DType.FLOAT32, Shape.of(2, 3, 5));
        sameGraph(cube.transpose(1, 2, 0).transpose(1, 2, 0), cube.transpose(2, 0, 1));
        sameGraph(cube.transpose(1, 2, 0).transpose(2, 0, 1), cube);
    }

    @Test
    void whatIsTheSameForAllNumbersOfASumStandsBehindIt() {
        Tensor row = Tensor.input("row", DType.FLOAT32, Shape.of(3));
        Tensor column = Tensor.input("column", DType.FLOAT32, Shape.of(2, 1));
        sameGraph(X.mul(row).sum(0), X.sum(0).mul(row));
        sameGraph(column.mul(X).mean(1), column.mul(X.mean(1)));
        sameGraph(X.div(row).neg().sum(0), X.sum(0).div(row).neg());
        sameGraph(X.mul(2).sum(), X.sum(0, 1).mul(2).reshape(Shape.SCALAR));
        stays(X.mul(row).sum(1));
        stays(column.mul(X).sum(0));
        stays(row.div(X).sum(0));
        stays(X.mul(Y).sum(0));
        stays(X.mul(2).max(0));
        // The factor itself is stretched by the other: there are fewer numbers in the sum than it says.
        stays(column.mul(row).sum(0));
    }

    @Test
    void deviationsFromTheMeanAddUpToNothing() {
        becomes(X.sub(X.mean(0)).sum(0), Tensor.scalar(0).broadcastTo(Shape.of(1, 3)));
        becomes(X.sub(X.mean(0).reshape(3)).sum(0), Tensor.scalar(0).broadcastTo(Shape.of(1, 3)));
        stays(X.sub(X.mean(0)).sum(1));
        stays(X.sub(X.sum(0)).sum(0));
        stays(X.sub(Y.mean(0)).sum(0));
        Tensor square = Tensor.input("square", DType.FLOAT32, Shape.of(3, 3));
        // Each row's mean is taken off a column.
        stays(square.sub(square.mean(1).reshape(3)).sum(1));
    }

    @Test
    void axesThatLieApartFoldOneAfterTheOther() {
        Tensor box = Tensor.input("box", DType.FLOAT32, Shape.of(2, 3, 5, 1, 7));
        sameGraph(box.mean(0, 2), box.mean(2).mean(0));
        sameGraph(box.sum(0, 2, 4), box.sum(2, 4).sum(0));
        sameGraph(box.max(0, 1), box.max(0, 1));
        sameGraph(Tensor.input("n", DType.INT32, Shape.of(2, 3, 5)).mean(0, 2), Tensor.input("n", DType.INT32, Shape.of(2, 3, 5)).mean(0, 2));
    }

    @Test
    void matmulReadsTransposedMatricesAsTheyLie() {
        becomes(X.transpose().matmul(Y), Tensor.make(new MatMul(true, false), X, Y));
        becomes(X.matmul(Y.transpose()), Tensor.make(new MatMul(false, true), X, Y));
        becomes(X.transpose().matmul(Y.transpose().transpose()), Tensor.make(new MatMul(true, false), X, Y));
        becomes(Tensor.make(new MatMul(true, true), X, Y.transpose()), Tensor.make(new MatMul(true, false), X, Y));
        Tensor a = Tensor.input("a", DType.FLOAT32, Shape.of(4, 2, 3));
        Tensor b = Tensor.input("b", DType.FLOAT32, Shape.of(4, 5, 3));
        sameGraph(a.matmul(b.transpose(0, 2, 1)), Tensor.make(new MatMul(false, true), a, b));
        // Another order of three axes is no transposed matrix.
        Tensor moved = Tensor.input("c", DType.FLOAT32, Shape.of(3, 4, 5)).transpose(1, 0, 2);
        sameGraph(a.matmul(moved), a.matmul(moved));
    }

    @Test
    void knownNumbersAreFolded() {
        becomes(Tensor.scalar(2).add(Tensor.scalar(3)).mul(X), Tensor.scalar(5).mul(X));
        becomes(Tensor.scalar(1).add(Tensor.scalar(-1)).add(X), X);
        // Rounded as memory would round it.
        becomes(Tensor.scalar(1).div(3).mul(X), Tensor.scalar(1f / 3f).mul(X));
        becomes(Tensor.of(1, 2, 3, 4, 5, 6).reshape(2, 3).add(X), Tensor.constant(NDArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)).add(X));
    }

    @Test
    void equalThingsAreComputedOnce() {
        Graph g = Simplify.apply(new Graph(List.of(X.exp().add(Y), X.exp().mul(Y)), List.of()));
        assertSame(g.outputs().get(0).input(0), g.outputs().get(1).input(0));
        assertEquals(5, g.sorted().size());
        Tensor twice = Tensor.input("x", DType.FLOAT32, Shape.of(2, 3));
        becomes(X.exp().add(twice.exp()), sum(X.exp()));
    }

    @Test
    void twoVariablesAreNeverOne() {
        NDArray zeros = NDArray.zeros(Shape.of(2, 3));
        Tensor a = Tensor.make(new Leaf.Variable("w", zeros, true));
        Tensor b = Tensor.make(new Leaf.Variable("w", zeros.copy(), true));
        assertEquals(3, Simplify.apply(new Graph(List.of(a.add(b)), List.of())).sorted().size());
    }

    @Test
    void elementwiseOpsStretchTheirInputsThemselves() {
        Tensor row = Tensor.input("n", DType.INT32, Shape.of(3)).cast(DType.FLOAT32);
        becomes(X.mul(row.broadcastTo(Shape.of(2, 3))), X.mul(row));
        // Here the broadcast says how large the result is.
        Tensor large = row.broadcastTo(Shape.of(2, 3)).exp();
        becomes(large, large);
    }

    @Test
    void oneNumberEverywhereIsComputedOnce() {
        Tensor one = ONE.reshape();
        becomes(ONE.broadcastTo(Shape.of(2, 3)).exp(), one.exp().broadcastTo(Shape.of(2, 3)));
        becomes(ONE.broadcastTo(Shape.of(2, 3)).exp().add(X), one.exp().add(X));
    }

    @Test
    void oneNumberEverywhereUnderAnotherShape() {
        becomes(ONE.broadcastTo(Shape.of(2, 3)).reshape(6), ONE.reshape().broadcastTo(Shape.of(6)));
        becomes(ONE.broadcastTo(Shape.of(2, 3)).reshape(3, 1, 2), ONE.reshape().broadcastTo(Shape.of(3, 1, 2)));
    }

    @Test
    void anUpdateStays() {
        Tensor v = Tensor.make(new Leaf.Variable("v", NDArray.zeros(Shape.of(2, 3)), true));
        Tensor update = v.update(v.add(0));
        Graph g = Simplify.apply(new Graph(List.of(), List.of(update)));
        assertEquals(v.update(v).explain(), g.updates().getFirst().explain());
    }

    private static Tensor sum(Tensor t) {
        return t.add(t);
    }

    private static void stays(Tensor t) {
        sameGraph(t, t);
    }

    private static void sameGraph(Tensor before, Tensor after) {
        assertEquals(after.explain(), Simplify.apply(new Graph(List.of(before), List.of())).outputs().getFirst().explain());
    }

    private static void becomes(Tensor before, Tensor after) {
        sameGraph(before, after);
        Interpreter interpreter = new Interpreter();
        Tensor actual = Simplify.apply(new Graph(List.of(before), List.of())).outputs().getFirst();
        assertEquals(interpreter.evaluate(List.of(before), VALUES), interpreter.evaluate(List.of(actual), VALUES));
    }
}
