package dyp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final Tensor X = Tensor.input("x", DType.FLOAT32, Shape.of(2));

    @Test
    void anUpdateLeavesTheVariableAlone() {
        Leaf.Variable v = new Leaf.Variable("v", NDArray.of(new float[] {1, 2}), true);
        Tensor t = Tensor.make(v);
        assertEquals(NDArray.of(new float[] {2, 4}), t.update(t.mul(2)).value());
        assertEquals(NDArray.of(new float[] {1, 2}), v.value());
    }

    @Test
    void everyValueInBetweenCanBeLookedAt() {
        Tensor e = X.exp();
        Map<Tensor, Slice> values = new Interpreter().run(List.of(e.add(1)), Map.of("x", Slice.of(NDArray.of(new float[] {0, 0}))));
        assertEquals(1, values.get(e).get(0));
    }

    @Test
    void doublesKeepDigitsThatFloatsLose() {
        Slice x = Slice.of(new double[] {1, 1e-12});
        Tensor sum = X.sum();
        assertEquals(1 + 1e-12, new Interpreter(Interpreter.Precision.DOUBLE).run(List.of(sum), Map.of("x", x)).get(sum).get(0));
        assertEquals(1, new Interpreter().run(List.of(sum), Map.of("x", x)).get(sum).get(0));
    }

    @Test
    void missingAndUnfitInputsAreNamed() {
        assertEquals("Input 'x' is float32(2,) but none was given.", message(Map.of()));
        assertEquals("Input 'x' is float32(2,) but 3 values of float32 came.", message(Map.of("x", NDArray.of(new float[3]))));
        assertEquals("Input 'x' is float32(2,) but 2 values of int32 came.", message(Map.of("x", NDArray.of(new int[2]))));
        assertTrue(assertThrows(DypException.class, X::value).getMessage().startsWith("Input 'x'"));
    }

    private static String message(Map<String, NDArray> inputs) {
        return assertThrows(DypException.class, () -> new Interpreter().evaluate(List.of(X.exp()), inputs)).getMessage();
    }
}
