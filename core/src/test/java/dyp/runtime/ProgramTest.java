package dyp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.grad.Gradients;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Allocations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
    private static final Tensor X = Tensor.input("x", DType.FLOAT32, Shape.of(2, 3));

    /** A whole training step: forward, loss, backward, update. */
    @Tag("alone")
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2})
    void aRunAllocatesNothing(int threads) {
        Tensor x = Tensor.input("x", DType.FLOAT32, Shape.of(8, 17));
        Tensor w = Tensor.make(new Leaf.Variable("w", NDArray.generate(Shape.of(17, 5), i -> Math.sin(i)), true));
        Tensor loss = x.matmul(w).softmax().square().mean();
        Tensor update = w.update(w.sub(Gradients.of(loss, w).mul(0.1)));
        for (Engine engine : List.of(Engine.threads(threads), new Engine(List.of(Engine.scalar()), Engine.threads(threads).workers()))) {
            Program program = Compiler.compile(new Graph(List.of(loss), List.of(update)), engine, Compiler.Options.GUARDED);
            // Vectors are boxed until the optimising compiler has seen the kernels often enough.
            assertEquals(Map.of(), Allocations.steady(program::run, 1000, 0), engine.backends().getFirst().name());
        }
    }

    @Test
    void inputsAreCheckedAgainstTheProgram() {
        Program program = Compiler.compile(new Graph(List.of(X.exp()), List.of()), Engine.threads(1));
        assertEquals("Input 'x' takes 6 values of float32, but none came.", message(() -> program.run(Map.of())));
        assertEquals("Input 'x' takes 6 values of float32, but float32(5,) came.", message(() -> program.run(Map.of("x", NDArray.of(new float[5])))));
        assertEquals("Input 'x' takes 6 values of float32, but int32(6,) came.", message(() -> program.run(Map.of("x", NDArray.of(new int[6])))));
        assertNull(program.input("y"));
    }

    @Test
    void aRunCanBeRepeatedOnWhatTheInputsHold() {
        Program program = Compiler.compile(new Graph(List.of(X.exp().add(X)), List.of()), Engine.threads(1));
        NDArray x = NDArray.generate(X.shape(), i -> i * 0.25);
        program.run(Map.of("x", x));
        NDArray first = program.value(0);
        program.run();
        assertEquals(first, program.value(0));
        assertEquals(x, program.input("x").toArray(X.shape()));
    }

    @Test
    void aValueIsACopyAndAnOutputIsLive() {
        Program program = Compiler.compile(new Graph(List.of(X.add(1)), List.of()), Engine.threads(1));
        program.run(Map.of("x", NDArray.zeros(X.shape())));
        NDArray copy = program.value(0);
        program.run(Map.of("x", NDArray.generate(X.shape(), i -> 4)));
        assertEquals(1, copy.at(0));
        assertEquals(5, program.output(0).get(0));
    }

    /** Verify is the test of other tests: it must see a wrong number. */
    @Test
    void verifyFindsAWrongNumber() {
        Backend wrong = new Backend() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public int rank() {
                return 1;
            }

            @Override
            public boolean supports(Tensor node) {
                return true;
            }

            @Override
            public List<Step> bind(Tensor node, Slices s) {
                return List.of(Engine.scalar().bind(node, s).getFirst(), (task, lane) -> s.output().set(4, s.output().get(4) + 0.001));
            }
        };
        Map<String, NDArray> batch = Map.of("x", NDArray.zeros(X.shape()));
        Program program = Compiler.compile(new Graph(List.of(X.exp()), List.of()), new Engine(List.of(wrong), Engine.threads(1).workers()));
        String message = message(() -> program.verify(batch, 1e-4));
        assertTrue(message.startsWith("Compiled program and interpreter differ in output 0 (exp float32(2, 3)) at flat index 4: 1.00"), message);
        program.verify(batch, 1e-2);
    }

    @Test
    void verifyPutsTheVariablesBack() {
        Leaf.Variable v = new Leaf.Variable("v", NDArray.of(new float[] {1, 2}), true);
        Tensor t = Tensor.make(v);
        Compiler.compile(new Graph(List.of(), List.of(t.update(t.mul(3)))), Engine.threads(1)).verify(Map.of(), 1e-6);
        assertEquals(NDArray.of(new float[] {1, 2}), v.value());
    }

    @Test
    void anUnknownBackend() {
        assertEquals("There is no backend 'abacus' here; found: [vector, scalar].", message(() -> Engine.only("abacus")));
        assertEquals("scalar", Engine.scalar().name());
    }

    private static String message(Runnable body) {
        return assertThrows(DypException.class, body::run).getMessage();
    }
}
