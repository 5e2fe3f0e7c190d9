package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.grad.Gradients;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Updates write into the variables' own memory; whoever needs the old value must have read it before, or get a copy. */
class HazardsTest {
    private static final Compiler.Options NO_HAZARDS = new Compiler.Options(true, false, false);
    private static final Map<String, NDArray> BATCH = Map.of("x", random(1, 8, 5), "t", random(2, 8, 3));

    /** A two-layer network with gradient descent; the last layer, whose old weights the first one's gradient needs, first. */
    private static Graph network() {
        Tensor x = Tensor.input("x", DType.FLOAT32, Shape.of(8, 5));
        Tensor w1 = variable("w1", random(3, 5, 4));
        Tensor w2 = variable("w2", random(4, 4, 3));
        Tensor loss = x.matmul(w1).tanh().matmul(w2).sub(Tensor.input("t", DType.FLOAT32, Shape.of(8, 3))).square().mean();
        List<Tensor> weights = List.of(w2, w1);
        List<Tensor> gradients = Gradients.of(loss, weights);
        List<Tensor> updates = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            updates.add(weights.get(i).update(weights.get(i).sub(gradients.get(i).mul(0.5))));
        }
        return new Graph(List.of(loss), updates);
    }

    @Test
    void aTrainingStepEqualsTheInterpreter() {
        for (Engine engine : engines()) {
            Program program = Compiler.compile(network(), engine);
            for (int step = 0; step < 3; step++) {
                program.verify(BATCH, 1e-5);
                program.run(BATCH);
            }
        }
    }

    /** The test above is able to fail: without the edges the network learns something else. */
    @Test
    void withoutTheEdgesTheStepIsWrong() {
        for (Engine engine : engines()) {
            Program program = Compiler.compile(network(), engine, NO_HAZARDS);
            DypException e = assertThrows(DypException.class, () -> program.verify(BATCH, 1e-5));
            assertTrue(e.getMessage().contains("differ in variable w1"), e.getMessage());
        }
    }

    @Test
    void anOutputMayBeTheOldValue() {
        Tensor v = variable("v", NDArray.of(new float[] {1, 2, 3}));
        assertEquals(List.of(NDArray.of(new float[] {1, 2, 3}), NDArray.of(new float[] {2, 4, 6})), values(v, v.mul(2), v, v.update(v.mul(2))));
    }

    @Test
    void anOutputMayBeTheOldValueUnderAnotherShape() {
        Tensor v = variable("v", NDArray.of(new float[] {1, 2, 3}));
        Tensor old = v.reshape(3, 1);
        assertEquals(List.of(NDArray.of(new float[] {1, 2, 3}, 3, 1)), values(v, null, old, v.update(v.mul(2))));
    }

    @Test
    void anOutputMayBeTheNewValue() {
        Tensor v = variable("v", NDArray.of(new float[] {1, 2, 3}));
        Tensor next = v.update(v.mul(2));
        assertEquals(List.of(NDArray.of(new float[] {2, 4, 6})), values(v, null, next, next));
    }

    @Test
    void aReaderMayNeedTheOldAndTheNewValue() {
        Tensor v = variable("v", NDArray.of(new float[] {1, 2, 3}));
        Tensor next = v.update(v.mul(2));
        assertEquals(List.of(NDArray.of(new float[] {3, 6, 9})), values(v, null, next.add(v), next));
    }

    @Test
    void aReaderMayNeedTheNewValueAndTheOldOneUnderAnotherShape() {
        Tensor v = variable("v", NDArray.of(new float[] {1, 2, 3, 4}, 2, 2));
        Tensor next = v.update(v.mul(10));
        assertEquals(List.of(NDArray.of(new float[] {11, 23, 32, 44}, 2, 2)), values(v, null, next.add(v.transpose()), next));
        assertEquals(List.of(NDArray.of(new float[] {11, 22, 33, 44})), values(v, null, next.reshape(4).add(v.reshape(4)), next));
    }

    /** Each update reads what the other overwrites: no order is right without a copy. */
    @Test
    void twoVariablesMayBeSwapped() {
        Tensor a = variable("a", NDArray.of(new float[] {1, 2}));
        Tensor b = variable("b", NDArray.of(new float[] {3, 4}));
        run(new Graph(List.of(), List.of(a.update(b), b.update(a))));
        assertEquals(NDArray.of(new float[] {3, 4}), value(a));
        assertEquals(NDArray.of(new float[] {1, 2}), value(b));
    }

    @Test
    void twoChainsMayReadEachOthersVariable() {
        Tensor a = variable("a", NDArray.of(new float[] {1, 2}));
        Tensor b = variable("b", NDArray.of(new float[] {3, 4}));
        run(new Graph(List.of(), List.of(a.update(a.add(b)), b.update(b.sub(a)))));
        assertEquals(NDArray.of(new float[] {4, 6}), value(a));
        assertEquals(NDArray.of(new float[] {2, 2}), value(b));
    }

    @Test
    void threeVariablesMayMoveInARing() {
        Tensor a = variable("a", NDArray.of(new float[] {1}));
        Tensor b = variable("b", NDArray.of(new float[] {2}));
        Tensor c = variable("c", NDArray.of(new float[] {3}));
        run(new Graph(List.of(), List.of(a.update(b), b.update(c), c.update(a))));
        assertEquals(List.of(2.0, 3.0, 1.0), List.of(value(a).item(), value(b).item(), value(c).item()));
    }

    /** Two factors of one shape, whose gradients are elementwise chains that each read both. */
    @Test
    void gradientDescentOnTwoFactors() {
        Tensor a = variable("a", NDArray.of(new float[] {1, 2}));
        Tensor b = variable("b", NDArray.of(new float[] {3, 4}));
        List<Tensor> g = Gradients.of(a.mul(b).square().sum(), List.of(a, b));
        Graph graph = new Graph(List.of(), List.of(a.update(a.sub(g.get(0))), b.update(b.sub(g.get(1)))));
        for (Engine engine : engines()) {
            Compiler.compile(graph, engine).verify(Map.of(), 1e-6);
        }
    }

    /** A moment and a weight in one pass: the weight takes the new moment, and both are written. */
    @Test
    void updatesInOnePass() {
        Tensor m = variable("m", NDArray.of(new float[] {1, 2}));
        Tensor w = variable("w", NDArray.of(new float[] {10, 20}));
        Tensor next = m.update(m.mul(0.5).add(1));
        Graph graph = new Graph(List.of(), List.of(next, w.update(w.sub(next).add(m))));
        for (Engine engine : engines()) {
            Program program = Compiler.compile(graph, engine);
            assertEquals(1, program.lines().size());
            program.verify(Map.of(), 1e-6);
        }
        run(graph);
        assertEquals(NDArray.of(new float[] {1.5f, 2}), value(m));
        assertEquals(NDArray.of(new float[] {9.5f, 20}), value(w));
    }

    /** In that one pass, one variable takes the old value of another that is overwritten too. */
    @Test
    void anUpdateInOnePassMayTakeAnOldValueAsItIs() {
        for (Engine engine : engines()) {
            Tensor a = variable("a", random(7, 33));
            Tensor b = variable("b", random(8, 33));
            Tensor c = variable("c", random(9, 33));
            Tensor first = a.update(c.exp());
            Tensor second = b.update(a);
            Graph graph = new Graph(List.of(), List.of(first, second, c.update(first.add(second))));
            Compiler.compile(graph, engine).verify(Map.of(), 1e-6);
        }
    }

    @Test
    void aVariableIsUpdatedOnce() {
        Tensor v = variable("v", NDArray.of(new float[] {1, 2, 3}));
        DypException e = assertThrows(DypException.class, () -> Compiler.compile(
                new Graph(List.of(), List.of(v.update(v.mul(2)), v.update(v.add(1)))), Engine.threads(1)));
        assertEquals("variable v is updated twice in one program; add the two changes up first.", e.getMessage());
    }

    /** The outputs; and, where {@code after} is given, what the variable must hold then. */
    private static List<NDArray> values(Tensor variable, Tensor after, Tensor output, Tensor update) {
        NDArray start = value(variable).copy();
        List<NDArray> found = new ArrayList<>();
        for (Engine engine : engines()) {
            System.arraycopy(start.floats(), 0, value(variable).floats(), 0, start.size());
            Program program = Compiler.compile(new Graph(List.of(output), List.of(update)), engine);
            program.run();
            found = new ArrayList<>(List.of(program.value(0)));
            if (after != null) {
                found.add(value(variable).copy());
            }
        }
        System.arraycopy(start.floats(), 0, value(variable).floats(), 0, start.size());
        return found;
    }

    private static void run(Graph graph) {
        Compiler.compile(graph, new Engine(List.of(Engine.scalar()), Engine.threads(1).workers())).run();
    }

    private static NDArray value(Tensor variable) {
        return ((Leaf.Variable) variable.op()).value();
    }

    private static List<Engine> engines() {
        return List.of(Engine.threads(1), Engine.threads(2), new Engine(List.of(Engine.scalar()), Engine.threads(1).workers()));
    }

    private static Tensor variable(String name, NDArray value) {
        return Tensor.make(new Leaf.Variable(name, value, true));
    }

    private static NDArray random(long seed, int... shape) {
        Random random = new Random(seed);
        return NDArray.generate(Shape.of(shape), i -> random.nextGaussian());
    }

    @Test
    void anUpdateHasToBeListed() {
        Tensor v = Tensor.make(new Leaf.Variable("v", NDArray.of(new float[3]), true));
        Tensor next = v.update(v.add(1));
        assertThrows(DypException.class, () -> Compiler.compile(new Graph(List.of(next.sum()), List.of()), Engine.threads(1)));
    }
}
