package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.grad.Gradients;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.NotFiniteException;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A guarded run whose loss is no number stops before it spoils any variable. */
class GuardTest {
    private final Leaf.Variable weight = new Leaf.Variable("w", NDArray.of(new float[] {1, 2}), true);
    private final Leaf.Variable count = new Leaf.Variable("count", NDArray.of(new int[] {7}), false);

    private Program program(Compiler.Options options) {
        Tensor w = Tensor.make(weight);
        Tensor n = Tensor.make(count);
        Tensor loss = Tensor.input("x", DType.FLOAT32, Shape.of(2)).mul(w).sum();
        Tensor update = w.update(w.sub(Gradients.of(loss, w)));
        return Compiler.compile(new Graph(List.of(loss), List.of(update, n.update(n.add(1)))), Engine.threads(2), options);
    }

    @Test
    void aFiniteLossIsLetThrough() {
        program(Compiler.Options.GUARDED).run(batch(3, 4));
        assertEquals(NDArray.of(new float[] {-2, -2}), weight.value());
        assertEquals(8, count.value().item());
    }

    @Test
    void nanStopsTheRun() {
        NotFiniteException e = assertThrows(NotFiniteException.class, () -> program(Compiler.Options.GUARDED).run(batch(Float.NaN, 4)));
        assertEquals("The loss became NaN.", e.getMessage());
        assertEquals(Double.NaN, e.value());
        unchanged();
    }

    @Test
    void infinityStopsTheRun() {
        NotFiniteException e = assertThrows(NotFiniteException.class, () -> program(Compiler.Options.GUARDED).run(batch(3e38f, 3e38f)));
        assertEquals("The loss became infinite.", e.getMessage());
        unchanged();
    }

    @Test
    void theProgramGoesOnAfterwards() {
        Program program = program(Compiler.Options.GUARDED);
        assertThrows(NotFiniteException.class, () -> program.run(batch(Float.POSITIVE_INFINITY, 4)));
        program.run(batch(3, 4));
        assertEquals(11, program.value(0).item());
        assertEquals(NDArray.of(new float[] {-2, -2}), weight.value());
    }

    /** The tests above are able to fail. */
    @Test
    void withoutAGuardTheVariablesAreSpoilt() {
        program(Compiler.Options.DEFAULT).run(batch(Float.NaN, 4));
        assertEquals(Float.NaN, weight.value().floats()[0]);
        assertEquals(8, count.value().item());
    }

    private void unchanged() {
        assertEquals(NDArray.of(new float[] {1, 2}), weight.value());
        assertEquals(7, count.value().item());
    }

    private static Map<String, NDArray> batch(float a, float b) {
        return Map.of("x", NDArray.of(new float[] {a, b}));
    }
}
