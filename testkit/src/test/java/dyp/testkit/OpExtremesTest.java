package dyp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.grad.Gradients;
import dyp.op.CrossEntropy;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.runtime.Engine;
import dyp.runtime.Interpreter;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Numbers where a careless formula overflows, loses all digits or gives NaN. The right answers are worked out by hand. */
class OpExtremesTest {
    private static final float[] EXTREMES = {-150, -88, -30, -1, -1e-30f, -0f, 0, 1e-30f, 1, 30, 88, 150, 3e38f, -3e38f};
    /** Every extreme in the vectors and in the tail behind them. */
    private static final int COUNT = EXTREMES.length * 5;
    private static final double ROUNDING = 1e-6;

    @Test
    void sigmoid() {
        pointwise(Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x)), x -> Math.exp(-Math.abs(x)) / Math.pow(1 + Math.exp(-Math.abs(x)), 2));
    }

    @Test
    void softplus() {
        pointwise(Tensor::softplus, x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), x -> 1 / (1 + Math.exp(-x)));
    }

    @Test
    void tanh() {
        pointwise(Tensor::tanh, Math::tanh, x -> 1 / Math.pow(Math.cosh(x), 2));
    }

    @Test
    void gelu() {
        pointwise(Tensor::gelu, x -> Math.abs(x) > 10 ? Math.max(x, 0) : Unary.GELU.apply(x), x -> Math.abs(x) > 10 ? x > 0 ? 1 : 0 : Unary.GELU_SLOPE.apply(x));
    }

    @Test
    void exp() {
        pointwise(Tensor::exp, Math::exp, Math::exp);
    }

    @Test
    void relu() {
        pointwise(Tensor::relu, x -> Math.max(x, 0), x -> x > 0 ? 1 : 0);
    }

    /** The first of equals, and NaN before all numbers: in the vectors and in the tail behind them. */
    @Test
    void argmax() {
        Tensor x = Tensor.input("x", DType.FLOAT32, Shape.of(4, COUNT));
        Program program = Compiler.compile(new Graph(List.of(x.argmax(1)), List.of()), Engine.threads(1));
        program.run(Map.of("x", NDArray.generate(Shape.of(4, COUNT), i -> switch (i / COUNT) {
            case 0 -> i % COUNT == 37 || i % COUNT == COUNT - 1 ? Double.NaN : i;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> i % 9 == 4 ? 3e38 : -3e38;
            default -> i % COUNT == COUNT - 1 ? 1 : 0;
        })));
        int ninth = 0;
        while ((2 * COUNT + ninth) % 9 != 4) {
            ninth++;
        }
        assertEquals(NDArray.of(new int[] {37, 0, ninth, COUNT - 1}, 4, 1), program.value(0));
    }

    @Test
    void softmax() {
        rows(Tensor::softmax, 0, 1, 0, -150, 150, -150);
        rows(Tensor::softmax, 1 / 3.0, 1 / 3.0, 1 / 3.0, 150, 150, 150);
        rows(Tensor::softmax, 1 / 3.0, 1 / 3.0, 1 / 3.0, -3e38, -3e38, -3e38);
        rows(Tensor::softmax, 0.5, 0.5, 0, 1e-30, 0, -150);
        rows(Tensor::softmax, 1, 0, 0, 3e38, 0, -3e38);
    }

    @Test
    void logSoftmax() {
        rows(Tensor::logSoftmax, -150, 0, -300, 0, 150, -150);
        rows(Tensor::logSoftmax, -Math.log(3), -Math.log(3), -Math.log(3), 150, 150, 150);
        rows(Tensor::logSoftmax, -Math.log(2), -Math.log(2), -150 - Math.log(2), 1e-30, 0, -150);
    }

    @Test
    void crossEntropyIsFiniteForAConfidentMistake() {
        Tensor z = Tensor.input("z", DType.FLOAT32, Shape.of(4, 2));
        Tensor classes = Tensor.constant(NDArray.of(new int[] {0, 1, 0, 1}));
        Tensor each = CrossEntropy.of(classes, z);
        Map<String, NDArray> in = Map.of("z", NDArray.of(new float[] {150, -150, 150, -150, 0, 0, -1e-30f, 1e-30f}, 4, 2));
        compare(each, in, NDArray.of(new float[] {0, 300, (float) Math.log(2), (float) Math.log(2)}));
        Tensor gradient = Gradients.of(each.sum(), z);
        compare(gradient, in, NDArray.of(new float[] {0, 0, 1, -1, -0.5f, 0.5f, 0.5f, -0.5f}, 4, 2));
    }

    @Test
    void crossEntropyWithACertainTarget() {
        Tensor z = Tensor.input("z", DType.FLOAT32, Shape.of(2, 3));
        Tensor target = Tensor.constant(NDArray.of(new float[] {0, 1, 0, 0.5f, 0.5f, 0}, 2, 3));
        compare(CrossEntropy.of(target, z), Map.of("z", NDArray.of(new float[] {150, -150, 0, 150, -150, 0}, 2, 3)),
                NDArray.of(new float[] {300, 150}));
    }

    @Test
    void binaryCrossEntropy() {
        Tensor z = Tensor.input("z", DType.FLOAT32, Shape.of(6));
        Tensor target = Tensor.of(1, 0, 1, 0, 1, 0);
        Map<String, NDArray> in = Map.of("z", NDArray.of(new float[] {150, 150, -150, -150, 0, 1e-30f}));
        Tensor each = CrossEntropy.binary(target, z);
        compare(each, in, NDArray.of(new float[] {0, 150, 150, 0, (float) Math.log(2), (float) Math.log(2)}));
        compare(Gradients.of(each.sum(), z), in, NDArray.of(new float[] {0, 1, -1, 0, -0.5f, 0.5f}));
    }

    /** A function and its derivative at the extremes, to a few roundings of each value itself. */
    private static void pointwise(UnaryOperator<Tensor> op, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
        NDArray in = NDArray.generate(Shape.of(COUNT), i -> EXTREMES[i % EXTREMES.length]);
        Tensor x = Tensor.input("x", DType.FLOAT32, in.shape());
        Tensor y = op.apply(x);
        check(y, in, value);
        check(Gradients.of(y.sum(), x), in, derivative);
    }

    private static void check(Tensor y, NDArray in, DoubleUnaryOperator value) {
        for (NDArray actual : everyWay(y, Map.of("x", in))) {
            for (int i = 0; i < COUNT; i++) {
                float expected = (float) value.applyAsDouble(in.at(i));
                // The derivatives of sigmoid and tanh are 1 - y: their last digits are of the size of 1.
                double near = 2e-6 * Math.abs(expected) + (Math.abs(in.at(i)) >= 1 && y.inputs().size() == 2 ? 1.2e-7 : 1e-37);
                boolean equal = actual.at(i) == expected || Math.abs(actual.at(i) - expected) <= near;
                assertTrue(equal, y.op().label() + " at " + in.at(i) + ": " + actual.at(i) + ", but expected " + expected);
            }
        }
    }

    /** One row of three numbers: the result, then the input. */
    private static void rows(UnaryOperator<Tensor> op, double... resultAndInput) {
        float[] f = new float[6];
        for (int i = 0; i < 6; i++) {
            f[i] = (float) resultAndInput[i];
        }
        Tensor x = Tensor.input("x", DType.FLOAT32, Shape.of(1, 3));
        compare(op.apply(x), Map.of("x", NDArray.of(new float[] {f[3], f[4], f[5]}, 1, 3)), NDArray.of(new float[] {f[0], f[1], f[2]}, 1, 3));
    }

    private static void compare(Tensor y, Map<String, NDArray> in, NDArray expected) {
        everyWay(y, in).forEach(actual -> Close.check(y.toString(), actual, expected, ROUNDING));
    }

    /** The value by the interpreter, by the best backend, fused and not, and by the plain loops compiled. */
    private static List<NDArray> everyWay(Tensor y, Map<String, NDArray> in) {
        Graph graph = new Graph(List.of(y), List.of());
        Engine scalar = new Engine(List.of(Engine.scalar()), Engine.threads(1).workers());
        return List.of(new Interpreter().evaluate(List.of(y), in).getFirst(),
                run(Compiler.compile(graph, Engine.threads(1)), in),
                run(Compiler.compile(graph, Engine.threads(1), new Compiler.Options(false, true, false)), in),
                run(Compiler.compile(graph, scalar), in));
    }

    private static NDArray run(Program program, Map<String, NDArray> in) {
        program.run(in);
        return program.value(0);
    }
}
