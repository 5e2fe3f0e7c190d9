package dyp.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.grad.Gradients;
import dyp.runtime.Engine;
import dyp.runtime.Interpreter;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows of which nothing lies inside the input, and boxes of three axes. */
class PoolBordersTest {
    private static final float NONE = Float.NEGATIVE_INFINITY;

    @Test
    void windowsOfNothing() {
        NDArray x = NDArray.of(new float[] {3, 5}, 1, 2, 1);
        Window wide = new Window(List.of(2), List.of(2), List.of(1), List.of(4), List.of(3));
        both(x, t -> Tensor.make(new Pool.Max(wide), t), NONE, NONE, 5, NONE);
        both(x, t -> Tensor.make(new Pool.Average(wide), t), 0, 0, 4, 0);
        Window dilated = new Window(List.of(2), List.of(1), List.of(4), List.of(2), List.of(2));
        both(x, t -> Tensor.make(new Pool.Max(dilated), t), NONE, NONE);
        both(x, t -> Tensor.make(new Pool.Average(dilated), t), 0, 0);
        both(x, t -> Tensor.make(new Pool.MaxScatter(dilated), t, Tensor.of(7, 8).reshape(1, 2, 1)), 0, 0);
    }

    /** Picture by picture and then along the depth, against the loop over the whole box; the values repeat, so that there are ties. */
    @Test
    void boxes() {
        NDArray x = NDArray.generate(Shape.of(2, 5, 6, 4, 3), i -> i * 7919 % 11);
        Tensor t = Tensor.constant(x);
        for (Padding padding : List.of(Padding.VALID, Padding.SAME)) {
            Window w = Window.over(x.shape(), List.of(3, 2, 3), List.of(2, 1, 2), List.of(1, 1, 1), padding);
            Tensor max = Pool.max(t, w);
            Tensor whole = Tensor.make(new Pool.Max(w), t);
            assertEquals(whole.value(), max.value());
            Tensor weights = Tensor.constant(NDArray.generate(max.shape(), i -> i % 5 + 1));
            assertEquals(Gradients.of(whole.mul(weights).sum(), t).value(), Gradients.of(max.mul(weights).sum(), t).value());
            NDArray mean = Pool.average(t, w).value();
            NDArray expected = Tensor.make(new Pool.Average(w), t).value();
            for (int i = 0; i < mean.size(); i++) {
                assertEquals(expected.at(i), mean.at(i), 1e-5);
            }
        }
    }

    private interface Build {
        Tensor of(Tensor x);
    }

    /** The interpreter's scalar loops and the compiled program. */
    private static void both(NDArray value, Build build, float... expected) {
        Tensor x = Tensor.input("x", DType.FLOAT32, value.shape());
        Tensor y = build.of(x);
        NDArray right = NDArray.of(expected, y.shape().dims());
        assertEquals(right, new Interpreter().evaluate(List.of(y), Map.of("x", value)).getFirst());
        Program program = Compiler.compile(new Graph(List.of(y), List.of()), Engine.shared());
        program.run(Map.of("x", value));
        assertEquals(right, program.value(0));
    }
}
