package dyp.bench;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.nn.Activation;
import dyp.op.Backward;
import dyp.op.Gather;
import dyp.op.Leaf;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * What memory bounds: chains of elementwise ops, sums, copies, look-ups and updates, as programs that the compiler makes of a few ops.
 * Their bytes are those of the program's inputs, outputs and updated variables. Their operations are the vector instructions that the
 * formulas take, each as one multiply-add of the peak: with narrow vectors e^x takes longer to compute than to read and write.
 */
final class ChainCases {
    /** Instructions for a vector by the formulas of the core, without loads and stores; a division is 8. */
    private static final int EXP = 29, DIVISION = 8, SIGMOID = EXP + 2 + DIVISION, TANH = EXP + 8 + 2 * DIVISION, ERF = 37, PHILOX = 64;

    private final List<Cases.Case> cases = new ArrayList<>();

    private ChainCases() {}

    static List<Cases.Case> all() {
        var c = new ChainCases();
        c.both("ReLU", 1, 2, input("x", 32, 32, 32, 64), Tensor::relu);
        c.both("add and ReLU", 2, 2, input("x", 32, 32, 32, 64), x -> x.add(input("z", 32, 32, 32, 64)).relu());
        c.activation(Activation.EXPONENTIAL, EXP, EXP + 1);
        c.activation(Activation.SIGMOID, SIGMOID, SIGMOID + 3);
        c.activation(Activation.TANH, TANH, TANH + 3);
        c.activation(Activation.SILU, SIGMOID + 1, SIGMOID + 5);
        c.activation(Activation.GELU, ERF + 4, ERF + EXP + 8);
        c.both("layer norm", 8, 12, input("x", 32, 64, 192), x -> {
            Tensor off = x.sub(x.mean(-1));
            return off.div(off.square().mean(-1).add(1e-3).sqrt()).mul(input("gamma", 192)).add(input("beta", 192));
        });
        c.both("batch norm", 8, 12, input("x", 32, 32, 32, 64), x -> {
            Tensor mean = x.mean(0, 1, 2), off = x.sub(mean);
            return off.div(off.square().mean(0, 1, 2).add(1e-3).sqrt()).mul(input("gamma", 64)).add(input("beta", 64));
        });
        c.both("softmax", EXP + 4, EXP + 8, input("x", 96, 128, 128), Tensor::softmax);
        c.both("softmax, short rows", EXP + 4, EXP + 8, input("x", 4096, 10), Tensor::softmax);
        c.both("log-softmax", EXP + 4, EXP + 6, input("x", 512, 1000), Tensor::logSoftmax);
        c.forward("sum of all", 1, input("x", 2048, 1024).sum(0, 1));
        c.forward("sum of rows", 1, input("x", 2048, 1024).sum(1));
        c.forward("sum of columns", 1, input("x", 2048, 1024).sum(0));
        c.forward("sum over pixels", 1, input("x", 32, 28, 28, 128).sum(1, 2));
        c.forward("bias gradient", 1, input("x", 32, 64, 768).sum(0, 1));
        c.forward("max of rows", 1, input("x", 2048, 1024).max(1));
        c.forward("argmax of rows", 1, input("x", 2048, 1024).argmax(1));
        c.forward("sum of squares", 1, input("x", 2048, 1024).square().sum(0, 1));
        c.forward("transpose 2048x1024", 0, input("x", 2048, 1024).transpose(1, 0));
        c.forward("heads, (b t h d) to (b h t d)", 0, input("x", 32, 64, 3, 64).transpose(0, 2, 1, 3));
        c.forward("channels last to first", 0, input("x", 32, 32, 32, 64).transpose(0, 3, 1, 2));
        c.forward("pad a border of 1", 0, input("x", 32, 32, 32, 64).pad(new int[] {0, 1, 1, 0}, new int[] {0, 1, 1, 0}));
        c.forward("join channels", 0, Tensor.concat(3, input("x", 32, 32, 32, 32), input("z", 32, 32, 32, 32)));
        c.forward("slice rows", 0, input("x", 2048, 1024).slice(1, 256, 768));
        Tensor indices = Tensor.input("indices", DType.INT32, Shape.of(8192));
        c.forward("gather 8192 rows of 64", 0, input("x", 10_000, 64).gather(0, indices));
        c.forward("gather 8192 rows of 300", 0, input("x", 10_000, 300).gather(0, indices));
        c.forward("scatter 8192 rows of 64", 1, Tensor.make(new Gather.ScatterAdd(0, Shape.of(10_000, 64)), input("g", 8192, 64), indices));
        c.forward("dropout", PHILOX, dropout(input("x", 32, 64, 768)));
        c.forward("normal numbers", PHILOX + 70, random(dyp.op.Random.Kind.NORMAL, Shape.of(32, 64, 768)));
        c.adam();
        c.momentum();
        return c.cases;
    }

    private static Tensor input(String name, int... shape) {
        return Tensor.input(name, DType.FLOAT32, Shape.of(shape));
    }

    private static Tensor dropout(Tensor x) {
        Tensor uniform = random(dyp.op.Random.Kind.UNIFORM, x.shape());
        return Tensor.where(uniform.less(Tensor.scalar(0.5)), Tensor.scalar(0), x.mul(2));
    }

    private static Tensor random(dyp.op.Random.Kind kind, Shape shape) {
        return Tensor.make(new dyp.op.Random(kind, shape, 0), Tensor.constant(NDArray.of(new int[] {1, 0, 1})));
    }

    /** Kingma and Ba 2015, with the rate as a number that comes from outside. */
    private void adam() {
        Tensor w = variable("w"), m = variable("m"), v = variable("v"), g = input("g", 1 << 20), rate = input("rate");
        Tensor m1 = m.update(m.add(g.sub(m).mul(0.1))), v1 = v.update(v.add(g.square().sub(v).mul(0.001)));
        add("Adam's update", 10 + 2 * DIVISION, List.of(), List.of(m1, v1, w.update(w.sub(m1.mul(rate).div(v1.sqrt().add(1e-7))))));
    }

    private void momentum() {
        Tensor w = variable("w"), m = variable("m"), g = input("g", 1 << 20), rate = input("rate");
        Tensor m1 = m.update(m.mul(0.9).sub(g.mul(rate)));
        add("SGD's update with momentum", 4, List.of(), List.of(m1, w.update(w.add(m1))));
    }

    private static Tensor variable(String name) {
        return Tensor.make(new Variable(name, NDArray.generate(Shape.of(1 << 20), i -> 1 + i % 7), true));
    }

    private void activation(Activation a, int instructions, int backward) {
        both(a.kerasName() + " behind a bias", instructions + 1, backward + 1, input("x", 32, 64, 768), x -> a.of(x.add(input("bias", 768))));
    }

    /** y = f(x), and dx of it. */
    private void both(String name, int instructions, int backward, Tensor x, UnaryOperator<Tensor> f) {
        Tensor y = f.apply(x);
        forward(name + " " + x.shape(), instructions, y);
        Tensor dy = Tensor.input("dy", DType.FLOAT32, y.shape());
        forward("  dx of " + name, backward, Backward.of(Map.of(y, dy), List.of(x)).get(x));
    }

    /** @param instructions for a vector of the largest tensor at hand */
    private void forward(String name, int instructions, Tensor y) {
        add(name, instructions, List.of(y), List.of());
    }

    private void add(String name, int instructions, List<Tensor> outputs, List<Tensor> updates) {
        Graph graph = new Graph(outputs, updates);
        double bytes = graph.roots().stream().mapToDouble(ChainCases::bytes).sum()
                + graph.sorted().stream().filter(t -> t.op() instanceof Leaf).mapToDouble(ChainCases::bytes).sum();
        double numbers = graph.sorted().stream().mapToDouble(t -> t.shape().size()).max().orElse(0);
        cases.add(new Cases.Case(name, 2 * instructions * numbers, bytes, (_, team) -> {
            Program program = Compiler.compile(graph, Engine.threads(team.threads()));
            graph.sorted().stream().filter(t -> t.op() instanceof Leaf.Input).forEach(t -> fill(program.input(((Leaf.Input) t.op()).name()), t.dtype()));
            return program::run;
        }));
    }

    private static double bytes(Tensor t) {
        return (double) t.dtype().bytes() * t.shape().size();
    }

    private static void fill(Slice slice, DType type) {
        var random = new Random(1);
        for (int i = 0; slice != null && i < slice.length(); i++) {
            slice.set(i, type == DType.INT32 ? random.nextInt(10_000) : random.nextGaussian());
        }
    }
}
