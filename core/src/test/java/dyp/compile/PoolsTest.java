package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.op.Binary;
import dyp.op.Op;
import dyp.op.Pool;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.runtime.Interpreter;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is done before a pooling's gradient is spread, and where that would be something else. */
class PoolsTest {
    private static final Shape IN = Shape.of(2, 4, 6, 3);
    private static final Tensor X = Tensor.input("x", DType.FLOAT32, IN);
    private static final Window TWO = window(0), OVERLAPPING = new Window(List.of(3, 3), List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1));

    private static Window window(int before) {
        return new Window(List.of(2, 2), List.of(2, 2), List.of(1, 1), List.of(before, before), List.of(before, before));
    }

    private static Tensor g(Window w) {
        return Tensor.input("g", DType.FLOAT32, w.output(IN, 3, "pool"));
    }

    private static Tensor scatter(Tensor x, Window w) {
        return Tensor.make(new Pool.MaxScatter(w), x, g(w));
    }

    @Test
    void aReluBeforePoolingAsksTheLargestNumbers() {
        for (Window w : List.of(TWO, OVERLAPPING)) {
            Tensor y = X.relu(), max = Tensor.make(new Pool.Max(w), y);
            List<Tensor> now = simplified(w, max, Tensor.make(Binary.RELU_GRAD, y, scatter(y, w)));
            assertEquals(new Pool.MaxScatter(w), now.get(1).op());
            assertEquals(Binary.RELU_GRAD, now.get(1).input(1).op());
            assertEquals(now.get(0), now.get(1).input(1).input(0));
        }
    }

    @Test
    void notWhereTheMaximumWouldHaveToBeComputedForIt() {
        Tensor y = X.relu();
        assertEquals(Binary.RELU_GRAD, op(TWO, Tensor.make(Binary.RELU_GRAD, y, scatter(y, TWO))));
        // The maximum of something else, and with another window.
        Tensor other = Tensor.make(new Pool.Max(TWO), X), wide = Tensor.make(new Pool.Max(OVERLAPPING), y);
        assertEquals(Binary.RELU_GRAD, simplified(TWO, other, wide, Tensor.make(Binary.RELU_GRAD, y, scatter(y, TWO))).get(2).op());
        assertEquals(Binary.RELU_GRAD, simplified(TWO, other, Tensor.make(Binary.RELU_GRAD, y, scatter(X, TWO))).get(1).op());
    }

    @Test
    void aSumOfWhatIsSpreadIsTheSumOfWhatCame() {
        for (Window w : List.of(TWO, OVERLAPPING, window(1))) {
            assertEquals(g(w).op(), source(w, scatter(X, w).sum(0, 1, 2)));
            assertEquals(g(w).op(), source(w, Tensor.make(new Pool.AverageScatter(w, IN), g(w)).sum(0, 1, 2)));
        }
    }

    @Test
    void notWhereWindowsAreEmptyOrAxesRemain() {
        Window empty = window(2), dilated = new Window(List.of(2, 2), List.of(1, 1), List.of(3, 3), List.of(0, 0), List.of(0, 0));
        assertEquals(new Pool.MaxScatter(empty), source(empty, scatter(X, empty).sum(0, 1, 2)));
        assertEquals(new Pool.MaxScatter(dilated), source(dilated, scatter(X, dilated).sum(0, 1, 2)));
        assertEquals(new Pool.MaxScatter(TWO), source(TWO, scatter(X, TWO).sum(0, 1)));
        assertEquals(new Pool.MaxScatter(TWO), source(TWO, scatter(X, TWO).sum(0, 1, 2, 3)));
        assertEquals(new Pool.MaxScatter(TWO), source(TWO, scatter(X, TWO).mean(0, 1, 2)));
    }

    private static Op op(Window w, Tensor before) {
        return simplified(w, before).getFirst().op();
    }

    /** What the sums behind it begin with. */
    private static Op source(Window w, Tensor before) {
        Tensor t = simplified(w, before).getFirst();
        while (t.op() instanceof Reduce || t.op() instanceof dyp.op.View) {
            t = t.input(0);
        }
        return t.op();
    }

    /** After the pass; the numbers are what they were. */
    private static List<Tensor> simplified(Window w, Tensor... before) {
        List<Tensor> now = Simplify.apply(new Graph(List.of(before), List.of())).outputs();
        var random = new Random(5);
        Map<String, NDArray> values = Map.of("x", NDArray.generate(IN, _ -> random.nextInt(7) - 4), "g", NDArray.generate(g(w).shape(), _ -> random.nextInt(9) - 4));
        var interpreter = new Interpreter();
        List<NDArray> wanted = interpreter.evaluate(List.of(before), values), got = interpreter.evaluate(now, values);
        for (int i = 0; i < wanted.size(); i++) {
            assertArrayEquals(wanted.get(i).floats(), got.get(i).floats(), 1e-4f);
        }
        return now;
    }
}
