package dyp.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counted by hand. */
class CostTest {
    private static Tensor input(String name, int... shape) {
        return Tensor.input(name, DType.FLOAT32, Shape.of(shape));
    }

    @Test
    void aProductCountsTwoForEachMultiplyAddHoweverItsMatricesLie() {
        assertEquals(2 * 3 * 5 * 7, Cost.of(input("a", 3, 5).matmul(input("b", 5, 7))).flops());
        assertEquals(2 * 3 * 5 * 7, Cost.of(Tensor.make(new MatMul(true, true), input("a", 5, 3), input("b", 7, 5))).flops());
        assertEquals(2 * 11 * 3 * 5 * 7, Cost.of(Tensor.make(new MatMul(false, false), input("a", 11, 3, 5), input("b", 11, 5, 7))).flops());
    }

    @Test
    void bytesAreTheInputsAndTheOutputOnce() {
        assertEquals(4 * (3 * 5 + 5 * 7 + 3 * 7), Cost.of(input("a", 3, 5).matmul(input("b", 5, 7))).bytes());
    }

    @Test
    void aConvolutionAndBothItsGradientsCountTheSame() {
        Window window = Window.over(Shape.of(2, 9, 8, 4), List.of(3, 3), List.of(1, 1), List.of(1, 1), Padding.VALID);
        for (int groups : new int[] {1, 2}) {
            Conv.Forward conv = new Conv.Forward(window, groups);
            Tensor x = input("x", 2, 9, 8, 4);
            Tensor k = input("k", 3, 3, 4 / groups, 6);
            Tensor y = Tensor.make(conv, x, k);
            double expected = 2.0 * (2 * 7 * 6 * 6) * (3 * 3 * 4 / groups);
            assertEquals(expected, Cost.of(y).flops());
            assertEquals(expected, Cost.of(conv.inputGradient(y, k, x.shape())).flops());
            assertEquals(expected, Cost.of(conv.kernelGradient(x, y, k.shape())).flops());
        }
    }

    @Test
    void aLoopCountsItsBodyForEachStepAndAChainItsAnchor() {
        Tensor w = Tensor.constant(NDArray.generate(Shape.of(4, 4), i -> i / 16.0));
        Scan.Result run = Scan.run(9, false, List.of(input("h", 2, 4)), List.of(), (carried, _) -> {
            Tensor next = carried.getFirst().matmul(w).tanh();
            return new Scan.Next(List.of(next), List.of());
        });
        Program program = Compiler.compile(new Graph(List.of(run.last().getFirst()), List.of()), Engine.threads(1));
        double whole = program.lines().stream().filter(l -> !l.op().startsWith("  ")).mapToDouble(l -> l.cost().flops()).sum();
        assertEquals(9 * 2.0 * 2 * 4 * 4, whole);
    }
}
