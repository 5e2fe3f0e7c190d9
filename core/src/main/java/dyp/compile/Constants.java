package dyp.compile;

import dyp.op.Binary;
import dyp.op.Conv;
import dyp.op.Custom;
import dyp.op.Elementwise;
import dyp.op.Leaf;
import dyp.op.MatMul;
import dyp.op.Op;
import dyp.op.Random;
import dyp.op.Scan;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.runtime.Interpreter;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Graphs whose variables will not change any more: their values become constants, what follows from constants alone is worked out once, and
 * factors and summands of the channels move into the product or convolution before them, so that a normalization costs one sum. Several
 * graphs of the same variables, as for batches of several sizes, share the constants.
 */
public final class Constants {
    /** Numbers of a result that are worked out whatever they came from; beyond that, no more than went in. */
    private static final int SMALL = 4096;
    private static final int ROUNDS = 8;

    private record Key(Op op, List<Tensor> inputs) {}

    private final Map<Leaf.Variable, Tensor> values = new HashMap<>();
    private final Map<Key, Tensor> known = new HashMap<>();

    /** The graph with the variables' values as they are at the first call. It must not update them. */
    public synchronized Graph freeze(Graph graph) {
        if (!graph.updates().isEmpty()) {
            throw new IllegalArgumentException("a graph that updates variables has none that stay");
        }
        Graph now = graph.rewrite((old, in) -> old.op() instanceof Leaf.Variable v
                ? values.computeIfAbsent(v, x -> Tensor.constant(x.value().copy())) : folded(Graph.rebuild(old, old.op(), in)));
        for (int i = 0; i < ROUNDS; i++) {
            Graph before = now;
            Map<Tensor, Integer> uses = uses(before);
            now = before.rewrite((old, in) -> moved(folded(Graph.rebuild(old, old.op(), in)), t -> uses.getOrDefault(t, 0) == 1, old));
            if (now.outputs().equals(before.outputs())) {
                break;
            }
        }
        return now;
    }

    private static Map<Tensor, Integer> uses(Graph graph) {
        Map<Tensor, Integer> uses = new HashMap<>();
        graph.sorted().forEach(t -> t.inputs().forEach(i -> uses.merge(i, 1, Integer::sum)));
        graph.outputs().forEach(t -> uses.merge(t, 1, Integer::sum));
        return uses;
    }

    private static boolean constant(Tensor t) {
        return t.op() instanceof Leaf.Constant;
    }

    /** What follows from constants as a constant. */
    private Tensor folded(Tensor t) {
        boolean pure = !(t.op() instanceof Leaf || t.op() instanceof Random || t.op() instanceof Scan || t.op() instanceof Custom
                || t.op() instanceof Elementwise.Update);
        int given = t.inputs().stream().mapToInt(i -> i.shape().size()).max().orElse(0);
        boolean folds = pure && !t.inputs().isEmpty() && t.inputs().stream().allMatch(Constants::constant) && t.shape().size() <= Math.max(SMALL, given);
        return folds ? known.computeIfAbsent(new Key(t.op(), t.inputs()), _ -> Tensor.constant(new Interpreter().evaluate(List.of(t)).getFirst())) : t;
    }

    /** The value of an expression of constants, however it stretches them. */
    private Tensor value(Tensor t) {
        return constant(t) ? t : known.computeIfAbsent(new Key(t.op(), t.inputs().stream().map(this::value).toList()),
                k -> Tensor.constant(new Interpreter().evaluate(List.of(Tensor.make(k.op, k.inputs))).getFirst()));
    }

    /** Whether a tensor of the graph as it was is used once. */
    private interface Once {
        boolean is(Tensor old);
    }

    private Tensor moved(Tensor t, Once once, Tensor old) {
        if (!(t.op() instanceof Binary op) || t.dtype() != DType.FLOAT32 || t.inputs().size() != 2) {
            return t;
        }
        Tensor right = channels(t.input(1), t.shape()), left = channels(t.input(0), t.shape());
        boolean turned = right == null && left != null && op != Binary.SUB;
        Tensor c = turned ? left : right;
        if (c == null) {
            return t;
        }
        Tensor x = t.input(turned ? 1 : 0);
        boolean alone = once.is(old.input(turned ? 1 : 0));
        return switch (op) {
            case SUB -> x.add(value(c.neg()));
            case ADD -> {
                Tensor inner = alone ? summand(x) : null;
                yield inner == null ? t : x.input(0).add(value(c.add(inner)));
            }
            case MUL -> {
                Tensor inner = alone ? summand(x) : null;
                Tensor scaled = inner != null ? x.input(0).mul(c).add(value(c.mul(inner))) : alone ? scaled(x, c) : null;
                yield scaled == null ? t : scaled;
            }
            default -> t;
        };
    }

    /** The constant that a tensor adds to its first input, one per channel; null where it does not. */
    private Tensor summand(Tensor t) {
        return t.op() == Binary.ADD && t.input(0).shape().equals(t.shape()) ? channels(t.input(1), t.shape()) : null;
    }

    /** A convolution or product whose result would be scaled, with scaled weights; null for other ops. */
    private Tensor scaled(Tensor t, Tensor c) {
        boolean weights = t.op() instanceof Conv.Forward || t.op() instanceof MatMul m && !m.transposeB() && t.input(1).shape().rank() == 2;
        return weights && constant(t.input(1)) && t.input(1).shape().last() == c.shape().last()
                ? t.with(t.op(), List.of(t.input(0), value(t.input(1).mul(c)))) : null;
    }

    /** A constant that holds one number per channel of a shape, as (channels); null where it is none. */
    private Tensor channels(Tensor t, Shape of) {
        Tensor source = t;
        while (source.op() instanceof View.Broadcast || source.op() instanceof View.Reshape) {
            source = source.input(0);
        }
        if (!constant(source) || of.rank() < 2 || source.shape().size() != of.last() || of.last() == 1 || source.shape().rank() > 0 && source.shape().last() != of.last()) {
            return null;
        }
        // What is stretched must lie along the last axis to its end.
        return t.shape().rank() > 0 && t.shape().last() == of.last() ? value(source.reshape(of.last())) : null;
    }
}
