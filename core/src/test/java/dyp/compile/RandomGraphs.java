package dyp.compile;

import dyp.op.Binary;
import dyp.op.Conv;
import dyp.op.Elementwise;
import dyp.op.Leaf;
import dyp.op.Padding;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Graphs of ops drawn by a seed: chains, diamonds, views, reductions, matrix products, convolutions, values used twice and
 * outputs in the middle, and variables that are read before and after their updates. Values stay near 1, and only given
 * numbers are compared, so that no rounding can tip a comparison.
 */
final class RandomGraphs {
    private static final int OPS = 25;

    final Map<String, NDArray> values = new HashMap<>();
    final Graph graph;

    private final Random random;
    private final List<Tensor> leaves = new ArrayList<>();
    private final List<Tensor> variables = new ArrayList<>();
    private final List<Tensor> pool = new ArrayList<>();

    RandomGraphs(long seed) {
        random = new Random(seed);
        for (int[] shape : new int[][] {{5, 7}, {7}, {5, 1}, {}, {7, 7}, {2, 4, 5, 3}}) {
            String name = "x" + leaves.size();
            leaves.add(Tensor.input(name, DType.FLOAT32, Shape.of(shape)));
            values.put(name, array(Shape.of(shape)));
        }
        for (int[] shape : new int[][] {{5, 7}, {7, 7}, {7}, {5, 7}}) {
            variables.add(Tensor.make(new Leaf.Variable("v" + variables.size(), array(Shape.of(shape)), true)));
        }
        pool.addAll(leaves);
        pool.addAll(variables);
        List<Tensor> updates = new ArrayList<>();
        for (int i = 0; i < OPS; i++) {
            pool.add(op());
            if (i % 6 == 5 && !variables.isEmpty()) {
                Tensor v = variables.remove(random.nextInt(variables.size()));
                Tensor update = v.update(random.nextInt(4) == 0 ? fitting(v) : v.mul(0.5).add(fitting(v).mul(0.25)));
                updates.add(update);
                pool.add(update);
            }
        }
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            outputs.add(pool.get(pool.size() - 1 - random.nextInt(i == 0 ? 1 : pool.size())));
        }
        graph = new Graph(outputs, updates);
    }

    private Tensor op() {
        Tensor x = any();
        return switch (random.nextInt(20)) {
            case 0, 1 -> x.tanh();
            case 2 -> x.sigmoid();
            case 3 -> x.neg().exp().sigmoid();
            case 4 -> x.square().mul(0.25).tanh();
            case 5, 6, 7 -> Tensor.make(random.nextBoolean() ? Binary.ADD : random.nextBoolean() ? Binary.SUB : Binary.MUL, x, fitting(x)).mul(0.5);
            case 8 -> x.div(fitting(x).sigmoid().add(0.5));
            case 9 -> Tensor.where(leaves.getFirst().less(leaves.get(1)), matrix(5, 7), matrix(5, 7));
            case 10 -> x.shape().rank() == 0 ? centred(matrix(5, 7)) : random.nextBoolean() ? x.mean(random.nextInt(x.shape().rank())) : centred(x);
            case 11 -> x.mean();
            case 12 -> x.reshape(-1).mul(0.5).reshape(x.shape());
            case 13 -> x.shape().rank() < 2 ? centred(matrix(5, 7)) : x.transpose().tanh().transpose();
            case 14 -> x.shape().rank() == 0 ? x.reshape(1, 1) : Tensor.concat(0, x, x.sigmoid()).slice(0, 1, 1 + x.shape().dim(0));
            case 15, 16 -> matrix(5, 7).matmul(matrix(7, 7).mul(0.3)).tanh().add(fitting(leaves.getFirst()));
            case 17 -> matrix(7, 5).matmul(matrix(5, 7)).mul(0.3);
            case 18 -> x.shape().rank() == 0 ? x : x.softmax();
            default -> image(random.nextInt(3));
        };
    }

    private static Tensor centred(Tensor x) {
        Tensor mean = x.mean(-1);
        return x.sub(mean).mul(mean.square().add(1)).tanh();
    }

    private Tensor image(int kind) {
        Tensor x = leaves.getLast();
        Window w = Window.over(x.shape(), List.of(2, 3), List.of(1, 1), List.of(1, 1), Padding.SAME);
        Tensor y = switch (kind) {
            case 0 -> Tensor.make(new Pool.Average(w), x.tanh());
            case 1 -> Tensor.make(new Pool.Max(w), x).mul(0.5);
            default -> Tensor.make(new Conv.Forward(w, 1), x, Tensor.constant(array(Shape.of(2, 3, 3, 3)))).mul(0.2).tanh();
        };
        return y.mean(0, 1, 2).reshape(3, 1).mul(matrix(7, 7).mean(0));
    }

    private Tensor any() {
        return pool.get(random.nextInt(pool.size()));
    }

    /** Something that broadcasts to the shape of {@code to}, and has its rank at most. */
    private Tensor fitting(Tensor to) {
        List<Tensor> all = pool.stream().filter(t -> t.shape().broadcastsTo(to.shape())).toList();
        return to.op() instanceof Leaf.Variable ? all.get(random.nextInt(all.size())).broadcastTo(to.shape()) : all.get(random.nextInt(all.size()));
    }

    private Tensor matrix(int rows, int columns) {
        Shape shape = Shape.of(rows, columns);
        List<Tensor> all = pool.stream().filter(t -> t.shape().equals(shape)).toList();
        return all.isEmpty() ? leaves.get(1).broadcastTo(Shape.of(columns, 7)).slice(1, 0, rows).transpose() : all.get(random.nextInt(all.size()));
    }

    private NDArray array(Shape shape) {
        return NDArray.generate(shape, i -> random.nextDouble() * 2 - 1);
    }

    /** Whether the graph reads what it writes: the tests count how often the hard case comes up. */
    boolean readsWhatItWrites() {
        return graph.sorted().stream().anyMatch(t -> !(t.op() instanceof Elementwise.Update)
                && graph.updates().stream().anyMatch(u -> t.inputs().stream().anyMatch(in -> Storage.base(in) == u.input(0))));
    }
}
