package dyp.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.grad.Gradients;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Refused;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScanTest {
    private static final Tensor X = Tensor.input("x", DType.FLOAT32, Shape.of(4, 3));
    private static final Tensor W = Tensor.input("w", DType.FLOAT32, Shape.of(3, 3));

    @Test
    void fibonacci() {
        Tensor one = Tensor.of(1);
        Scan.Result r = Scan.run(8, false, List.of(one, one), List.of(), (c, x) ->
                new Scan.Next(List.of(c.get(1), c.get(0).add(c.get(1))), List.of(c.get(0))));
        assertEquals(NDArray.of(new float[] {1, 1, 2, 3, 5, 8, 13, 21}, 8, 1), r.outputs().getFirst().value());
        assertEquals(floats(34), r.last().get(0).value());
        assertEquals(floats(55), r.last().get(1).value());
    }

    @Test
    void anOutputStandsAtItsStepInEitherDirection() {
        Tensor x = Tensor.of(1, 2, 3, 4);
        assertEquals(floats(1, 3, 6, 10), sums(x, false).value());
        assertEquals(floats(10, 9, 7, 4), sums(x, true).value());
    }

    private static Tensor sums(Tensor x, boolean reverse) {
        return Scan.run(4, reverse, List.of(Tensor.scalar(0)), List.of(x), (c, e) -> {
            Tensor sum = c.getFirst().add(e.getFirst());
            return new Scan.Next(List.of(sum), List.of(sum));
        }).outputs().getFirst();
    }

    /** What does not change from step to step is computed before the loop. */
    @Test
    void theBodyHoldsOnlyWhatChanges() {
        Tensor y = Scan.run(4, false, List.of(Tensor.scalar(0).broadcastTo(Shape.of(1, 3))), List.of(X), (c, e) ->
                new Scan.Next(List.of(c.getFirst().add(e.getFirst()).matmul(W.exp().transpose()).mul(2)), List.of())).last().getFirst();
        ScanBody body = scan(y).body();
        assertEquals(List.of("add", "matmul", "constant", "mul"), Graphs.sorted(body.results()).stream().filter(t -> !(t.op() instanceof Leaf.Input))
                .map(t -> t.op().label()).toList());
        assertEquals(1, body.constants().size());
    }

    /** A weight's gradient is one product over all steps; the loop carries what a step hands back and nothing of the weight's size. */
    @Test
    void theGradientCarriesNoWeights() {
        Tensor first = Tensor.scalar(0).broadcastTo(Shape.of(5, 3));
        Tensor b = Tensor.input("b", DType.FLOAT32, Shape.of(3));
        Tensor y = Scan.run(4, false, List.of(first), List.of(X), (c, e) ->
                new Scan.Next(List.of(c.getFirst().matmul(W).add(e.getFirst()).add(b).tanh()), List.of())).last().getFirst();
        List<Tensor> gradients = Gradients.of(y.sum(), List.of(W, b));
        List<Scan> scans = Graphs.sorted(gradients).stream().filter(t -> t.op() instanceof Scan).map(t -> (Scan) t.op()).toList();
        assertEquals(List.of(false, true), scans.stream().map(Scan::reverse).toList());
        assertEquals(List.of(Shape.of(5, 3)), scans.getLast().body().carried().stream().map(Tensor::shape).toList());
        // The step is not done again: tanh(...) was kept.
        assertTrue(Graphs.sorted(scans.getLast().body().results()).stream().noneMatch(t -> t.op() == Unary.TANH));
    }

    @Test
    void aGradientThatFadesEndsAsZero() {
        Tensor x = Tensor.of(1);
        assertEquals(floats(1e-28f), faded(x, 4).value());
        assertEquals(floats(0), faded(x, 5).value());
    }

    private static Tensor faded(Tensor x, int steps) {
        Tensor y = Scan.run(steps, false, List.of(x), List.of(), (c, e) ->
                new Scan.Next(List.of(c.getFirst().mul(1e-7)), List.of())).last().getFirst();
        return Gradients.of(y.sum(), x);
    }

    @TestFactory
    List<DynamicTest> refuses() {
        Tensor zero = Tensor.of(0, 0, 0);
        Tensor ints = zero.cast(DType.INT32);
        return new Refused()
                .when("another length", () -> run(5, zero, zero), "[scan] runs over 5 steps along the first axis, but a sequence is (4, 3).")
                .when("no step", () -> Scan.run(0, false, List.of(zero), List.of(), (c, e) -> new Scan.Next(c, List.of())),
                        "[scan] runs over 1 step or more, but the length is 0.")
                .when("another shape handed on", () -> run(4, zero, X), "[scan] carried value 0 is (3,) but (4, 3) came. A step hands on what it was"
                        + " given, in the same shape.")
                .when("nothing handed on", () -> Scan.run(4, false, List.of(zero), List.of(X), (c, e) -> new Scan.Next(List.of(), c)),
                        "[scan] 1 values are carried in, but the step hands on 0.")
                .when("whole numbers carried", () -> run(4, ints, ints),
                        "[scan] what is carried and put out is float32, but input  int32(3,) came. Use cast(FLOAT32).")
                .when("an update in a step", () -> {
                    Tensor v = Tensor.make(new Leaf.Variable("v", NDArray.zeros(Shape.of(3)), true));
                    Scan.run(4, false, List.of(zero), List.of(X), (c, e) -> new Scan.Next(List.of(v.update(e.getFirst())), List.of()));
                }, "[update] only a variable can be updated, not the result of input constant 0.")
                .tests();
    }

    private static void run(int steps, Tensor first, Tensor next) {
        Scan.run(steps, false, List.of(first), List.of(X), (c, e) -> new Scan.Next(List.of(next), List.of()));
    }

    private static NDArray floats(float... values) {
        return NDArray.of(values);
    }

    private static Scan scan(Tensor part) {
        return (Scan) Graphs.sorted(List.of(part)).stream().filter(t -> t.op() instanceof Scan).findFirst().orElseThrow().op();
    }
}
