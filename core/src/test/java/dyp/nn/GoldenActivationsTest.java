package dyp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.grad.Gradients;
import dyp.nn.golden.Golden;
import dyp.nn.golden.Json;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.Interpreter;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every activation's values and derivatives as Keras's, at its kinks as well, interpreted and compiled. */
class GoldenActivationsTest {
    private static final double TOLERANCE = 1e-5;

    @TestFactory
    List<DynamicTest> asKeras() {
        List<DynamicTest> tests = new ArrayList<>();
        Json all = Golden.json("activations.json");
        for (String name : all.keys()) {
            tests.add(DynamicTest.dynamicTest(name, () -> check(name, all.get(name))));
        }
        assertEquals(32, tests.size());
        return tests;
    }

    private static UnaryOperator<Tensor> ours(String name, Json arguments) {
        return switch (name) {
            case "elu_alpha_0.5" -> x -> Activations.elu(x, arguments.get("alpha").number());
            case "relu_full" -> x -> Activations.relu(x, arguments.get("negative_slope").number(), arguments.get("max_value").number(),
                    arguments.get("threshold").number());
            default -> Activation.of(name)::of;
        };
    }

    /** Of a row function the gradient is that of sum(y * g). */
    private static void check(String name, Json c) {
        boolean rows = c.has("g");
        NDArray in = c.get("x").array();
        Tensor x = Tensor.input("x", DType.FLOAT32, in.shape());
        Tensor y = ours(name, c.get("arguments")).apply(x);
        Tensor gradient = Gradients.of(rows ? y.mul(Tensor.constant(c.get("g").array())).sum() : y.sum(), x);
        NDArray slope = c.get(rows ? "grad_of_sum_y_times_g" : "dy_dx").array();
        List<NDArray> interpreted = new Interpreter().evaluate(List.of(y, gradient), Map.of("x", in));
        Program program = Compiler.compile(new Graph(List.of(y, gradient), List.of()), Engine.threads(1));
        program.run(Map.of("x", in));
        for (List<NDArray> results : List.of(interpreted, List.of(program.value(0), program.value(1)))) {
            Golden.close(name, c.get("y").array(), results.get(0), TOLERANCE);
            Golden.close("derivative of " + name, slope, results.get(1), TOLERANCE);
        }
    }

    @Test
    void everyConstantIsHeldAgainstKeras() {
        Set<String> ours = new TreeSet<>();
        for (Activation a : Activation.values()) {
            ours.add(a.kerasName());
            assertSame(a, Activation.of(a.kerasName()));
        }
        ours.removeAll(Golden.json("activations.json").keys());
        assertEquals(Set.of(), ours);
    }

    @Test
    void names() {
        assertSame(Activation.SILU, Activation.of("swish"));
        assertSame(Activation.SILU, Activation.SWISH);
        assertSame(Activation.HARD_SILU, Activation.of("hard_swish"));
        assertSame(Activation.LINEAR, Activation.of((String) null));
        assertEquals("There is no activation 'Relu'. There are: linear, relu, leaky_relu, relu6,",
                assertThrows(DypException.class, () -> Activation.of("Relu")).getMessage().substring(0, 74));
    }

    /** Keras has no golden values for it, since it takes two arguments. */
    @Test
    void threshold() {
        Tensor x = Tensor.of(-1, 0.5f, 0.75f, 2);
        Tensor y = Activations.threshold(x, 0.5, -7);
        assertEquals(NDArray.of(new float[] {-7, -7, 0.75f, 2}), y.value());
        assertEquals(NDArray.of(new float[] {0, 0, 1, 1}), Gradients.of(y.sum(), x).value());
    }
}
