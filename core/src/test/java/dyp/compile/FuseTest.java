package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dyp.op.Conv;
import dyp.op.Fused;
import dyp.op.Leaf;
import dyp.op.Padding;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.runtime.Engine;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which ops become one step. Each graph is also run, and compared with the interpreter. */
class FuseTest {
    private static final Tensor X = input("x", 7, 5);
    private static final Tensor Y = input("y", 7, 5);
    private static final Tensor W = input("w", 5, 5);
    private static final Tensor ROW = input("row", 5);
    private static final Tensor IMAGE = input("image", 2, 6, 6, 3);
    private static final Tensor KERNEL = input("kernel", 3, 3, 3, 3);
    private static final Tensor N = Tensor.input("n", DType.INT32, Shape.of(7, 5));
    private static final Window SAME = Window.over(IMAGE.shape(), List.of(3, 3), List.of(1, 1), List.of(1, 1), Padding.SAME);

    @Test
    void aChainIsOneStep() {
        steps(List.of("exp+add+tanh+mul"), X.exp().add(ROW).tanh().mul(Y));
    }

    @Test
    void aDiamondIsOneStep() {
        steps(List.of("exp+sigmoid+tanh+mul"), diamond(X.exp()));
    }

    @Test
    void aValueThatOthersNeedIsComputedOnce() {
        Tensor e = X.sin();
        steps(List.of("sin", "tanh+sum", "sum", "add"), e.tanh().sum(0).add(e.sum(0)));
        // Three users of a sum of two are better off reading it.
        Tensor s = X.add(Y);
        steps(List.of("add", "tanh+sum", "sum", "add", "neg+sum+add"), s.tanh().sum(0).add(s.sum(0)).add(s.neg().sum(1)));
        Tensor p = X.matmul(W).add(ROW);
        steps(List.of("matmul+add", "tanh+sum", "sum", "add"), p.tanh().sum(0).add(p.sum(0)));
    }

    @Test
    void aCheapValueIsComputedByAllWhoNeedIt() {
        Tensor e = X.exp();
        steps(List.of("exp+tanh+sum", "exp+sum", "add"), e.tanh().sum(0).add(e.sum(0)));
        Tensor s = X.add(Y);
        steps(List.of("add+tanh+sum", "add+sum", "add"), s.tanh().sum(0).add(s.sum(0)));
        Tensor centred = X.sub(X.mean(0));
        Tensor factor = centred.square().mean(0).sqrt();
        steps(List.of("mean", "sub+square+mean", "sqrt", "sub+div+mul"), centred.div(factor).mul(ROW));
    }

    @Test
    void whatSumsOfRowsAreMadeIntoIsOneStepWithTheRows() {
        Tensor centred = X.sub(X.mean(1));
        Tensor factor = centred.square().mean(1).sqrt();
        Tensor y = centred.div(factor).mul(ROW);
        steps(List.of("mean+sub+square+mean+sqrt+div+mul"), y);
        // Others who need the rows sum them again.
        steps(List.of("mean+sub+square+mean+sqrt+div+mul", "mean+sub+tanh+sum"), y, centred.tanh().sum(0));
        Tensor sum = X.sum(1);
        steps(List.of("sum", "sub", "exp+sum"), X.sub(sum), sum.exp().sum(0));
        // Heads side by side are rows of their own.
        Tensor heads = input("heads", 7, 6).reshape(7, 2, 3);
        steps(List.of("reshape", "square+sum+sub+mul+tanh", "reshape"), heads.mul(heads.sub(heads.square().sum(2))).reshape(7, 6).tanh());
    }

    @Test
    void aSumOfRowsThatLiesOtherwiseIsAStepOfItsOwn() {
        Tensor square = input("square", 5, 5);
        steps(List.of("sum", "reshape", "sub"), square.sub(square.sum(1).reshape(1, 5)));
        steps(List.of("square+sum", "reshape", "sub"), square.sub(square.square().sum(1).reshape(5)));
        Tensor long_ = input("long", 2, 5000);
        steps(List.of("sum", "sub"), long_.sub(long_.sum(1)));
        // Both sums of the one, but of other rows.
        Tensor cube = input("cube", 2, 3, 4);
        Tensor rest = cube.sub(cube.sum(1, 2));
        steps(List.of("sum", "sub+sum+sub"), rest.sub(rest.sum(2)));
        Tensor variable = variable(7, 5);
        steps(List.of("sum", "sub+update"), List.of(), variable.update(X.sub(X.sum(1))));
    }

    @Test
    void aSumTakesInWhatItSums() {
        steps(List.of("exp+mul+sum"), X.exp().mul(Y).sum(1));
        steps(List.of("exp+mean"), X.exp().mean(0));
        steps(List.of("exp", "max"), X.exp().max(0));
        // Axes that lie apart.
        steps(List.of("exp", "sum"), IMAGE.exp().sum(1, 3));
        steps(List.of("exp+sum"), IMAGE.exp().sum(1, 2));
        Tensor wide = input("wide", 3, 1500);
        steps(List.of("exp+add+sum"), wide.exp().add(input("long", 1500)).sum(0));
        steps(List.of("exp+mul+sum"), wide.exp().mul(input("column", 3, 1)).sum(1));
    }

    @Test
    void aReshapeDoesNotEndAChain() {
        Tensor steps = input("steps", 2, 3, 5);
        steps(List.of("reshape", "matmul+add+relu", "reshape"), steps.matmul(W).add(ROW).relu());
        Tensor heads = steps.matmul(input("w6", 5, 6)).add(input("b6", 6)).reshape(2, 3, 3, 2).mul(input("per head", 3, 1));
        steps(List.of("reshape", "reshape", "matmul+add+mul", "reshape"), heads);
        steps(List.of("exp+neg+sum"), steps.exp().reshape(6, 5).neg().sum(1));
        // No cut fits both.
        steps(List.of("exp", "reshape", "neg"), input("four", 4, 6).exp().reshape(3, 8).neg());
    }

    @Test
    void whatIsFoldedMayBeReshapedBefore() {
        steps(List.of("reshape", "sum"), X.reshape(5, 7).sum(0));
    }

    @Test
    void anOutputIsKept() {
        Tensor e = X.exp();
        steps(List.of("exp", "tanh"), e, e.tanh());
    }

    @Test
    void aChainStopsAtAnotherShape() {
        steps(List.of("exp", "add+tanh"), X.add(ROW.exp()).tanh());
        steps(List.of("exp+neg+sum", "exp", "add"), X.add(X.exp().neg().sum(0).exp()));
    }

    @Test
    void intsAndFloatsDoNotMix() {
        steps(List.of("add", "cast", "mul+exp"), N.add(1).cast(DType.FLOAT32).mul(X).exp());
        steps(List.of("exp+mul", "cast", "add", "add"), X.exp().mul(9).cast(DType.INT32).add(N).add(2));
        steps(List.of("less", "where+exp"), Tensor.where(N.less(N), X, Y).exp());
    }

    @Test
    void aChainFollowsAMatmul() {
        steps(List.of("matmul+add+relu"), X.matmul(W).add(ROW).relu());
        steps(List.of("matmul+sigmoid+tanh+mul"), diamond(X.matmul(W)));
    }

    @Test
    void aChainFollowsAConvolutionAndItsInputGradient() {
        Tensor y = Tensor.make(new Conv.Forward(SAME, 1), IMAGE, KERNEL);
        steps(List.of("conv+add+relu"), y.add(input("channels", 3)).relu());
        Tensor dx = Tensor.make(new Conv.InputGradient(SAME, 1, IMAGE.shape()), IMAGE, KERNEL);
        steps(List.of("conv_input_grad+relu_grad"), Tensor.make(dyp.op.Binary.RELU_GRAD, IMAGE, dx));
    }

    @Test
    void aChainFollowsAPooling() {
        Window two = Window.over(IMAGE.shape(), List.of(2, 2), List.of(2, 2), List.of(1, 1), Padding.VALID);
        steps(List.of("max_pool+relu"), Tensor.make(new Pool.Max(two), IMAGE).relu());
    }

    @Test
    void aChainFollowsOneOfTwoMatmuls() {
        steps(List.of("matmul", "matmul+add"), X.matmul(W).add(Y.matmul(W)));
    }

    @Test
    void aChainBehindAMatmulReadsWhatTheMatmulReads() {
        steps(List.of("matmul+add+mul"), X.matmul(W).add(X).mul(X));
    }

    @Test
    void noChainFollowsAMatmulThatOthersNeed() {
        Tensor p = X.matmul(W);
        steps(List.of("matmul", "relu+sum", "sum", "add"), p.relu().sum(0).add(p.sum(0)));
        steps(List.of("matmul", "relu"), p, p.relu());
        // The sum stretches the product.
        Tensor column = X.matmul(input("one", 5, 1));
        steps(List.of("matmul", "add"), column.add(Y));
    }

    /** It would overwrite the matrix while the product still reads it. */
    @Test
    void anUpdateNeverFollowsAMatmul() {
        Tensor v = variable(5, 5);
        steps(List.of("matmul", "mul+sub+update"), List.of(), v.update(v.sub(v.matmul(W).mul(0.125))));
        steps(List.of("matmul", "update"), List.of(), v.update(v.matmul(W)));
    }

    @Test
    void anUpdateEndsAChain() {
        Tensor v = variable(7, 5);
        steps(List.of("exp+mul+sub+update"), List.of(), v.update(v.sub(X.exp().mul(0.125))));
        Tensor u = v.update(v.add(X));
        steps(List.of("add+update", "exp"), List.of(u.exp()), u);
    }

    @Test
    void aLoneOpIsAChainOfOne() {
        Graph g = Fuse.apply(new Graph(List.of(X.exp()), List.of()));
        Fused f = (Fused) g.outputs().getFirst().op();
        assertNull(f.anchor());
        assertEquals(1, f.body().size());
        assertEquals(List.of(0), f.body().getFirst().arguments());
    }

    private static Tensor diamond(Tensor x) {
        return x.sigmoid().mul(x.tanh());
    }

    private static Tensor input(String name, int... shape) {
        return Tensor.input(name, DType.FLOAT32, Shape.of(shape));
    }

    private static Tensor variable(int... shape) {
        return Tensor.make(new Leaf.Variable("v", NDArray.generate(Shape.of(shape), Math::sin), true));
    }

    private static void steps(List<String> labels, Tensor... outputs) {
        steps(labels, List.of(outputs));
    }

    private static void steps(List<String> labels, List<Tensor> outputs, Tensor... updates) {
        Graph graph = new Graph(outputs, List.of(updates));
        assertEquals(labels, Fuse.apply(graph).sorted().stream().filter(t -> !Storage.given(t)).map(t -> t.op().label()).toList());
        Map<String, NDArray> values = new HashMap<>();
        Random random = new Random(1);
        for (Tensor t : graph.sorted()) {
            if (t.op() instanceof Leaf.Input in) {
                values.put(in.name(), t.dtype() == DType.FLOAT32 ? NDArray.generate(t.shape(), i -> random.nextGaussian())
                        : NDArray.of(random.ints(t.shape().size(), -5, 5).toArray(), t.shape().dims()));
            }
        }
        for (Engine engine : List.of(Engine.threads(1), new Engine(List.of(Engine.scalar()), Engine.threads(2).workers()))) {
            Compiler.compile(graph, engine).verify(values, 1e-5);
        }
    }
}
