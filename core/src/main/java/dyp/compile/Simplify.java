package dyp.compile;

import dyp.op.Binary;
import dyp.op.Elementwise;
import dyp.op.Leaf;
import dyp.op.MatMul;
import dyp.op.Op;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.op.View;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Leaves out what does nothing, folds what is known, and computes equal things once. What nobody uses is gone by itself:
 * a graph holds only what its roots depend on.
 */
final class Simplify {
    private record Key(Op op, List<Tensor> inputs) {}

    private final Map<Key, Tensor> known = new HashMap<>();

    private Simplify() {}

    static Graph apply(Graph graph) {
        Simplify pass = new Simplify();
        return graph.rewrite((old, inputs) -> pass.unique(pass.simpler(old, inputs)));
    }

    /** Equal ops on the same inputs become one node. */
    private Tensor unique(Tensor t) {
        return known.computeIfAbsent(new Key(t.op(), t.inputs()), k -> t);
    }

    private Tensor simpler(Tensor old, List<Tensor> in) {
        return switch (old.op()) {
            case View.StopGradient s -> in.getFirst();
            case View.Reshape r -> reshape(old, in.getFirst());
            case View.Transpose t -> transpose(old, t, in.getFirst());
            case View.Broadcast b when in.getFirst().shape().equals(b.to()) -> in.getFirst();
            case MatMul m -> matmul(old, m, in);
            case Reduce r when old.dtype() == DType.FLOAT32 -> {
                Tensor spread = Pools.spread(r, in.getFirst()), summed = spread == null ? in.getFirst() : spread;
                Tensor sum = Sums.simpler(old, r, summed, t -> unique(simpler(t, t.inputs())));
                yield sum == null ? reduce(old, r, summed) : sum;
            }
            case Elementwise e -> {
                Tensor later = Pools.scatteredLater(old, in, t -> known.get(new Key(t.op(), t.inputs())));
                yield later == null ? elementwise(old, e, in) : later;
            }
            default -> Graph.rebuild(old, old.op(), in);
        };
    }

    private static Tensor reshape(Tensor old, Tensor in) {
        if (in.op() instanceof Leaf.Constant c) {
            return old.with(new Leaf.Constant(c.value().reshape(old.shape().dims())), List.of());
        }
        if (oneNumber(in)) {
            return old.with(new View.Broadcast(old.shape()), List.of(number(in)));
        }
        Tensor source = in.op() instanceof View.Reshape ? in.input(0) : in;
        return source.shape().equals(old.shape()) ? source : Graph.rebuild(old, new View.Reshape(old.shape()), List.of(source));
    }

    private static Tensor transpose(Tensor old, View.Transpose t, Tensor in) {
        List<Integer> order = t.order();
        Tensor source = in;
        if (in.op() instanceof View.Transpose first) {
            order = order.stream().map(first.order()::get).toList();
            source = in.input(0);
        }
        boolean same = order.equals(IntStream.range(0, order.size()).boxed().toList());
        return same ? source : Graph.rebuild(old, order.equals(t.order()) ? t : new View.Transpose(order), List.of(source));
    }

    /** Axes that lie apart fold one stretch of neighbours after the other, the last first: that is how kernels fold. */
    private static Tensor reduce(Tensor old, Reduce op, Tensor in) {
        List<Integer> axes = op.axes();
        int from = axes.size() - 1;
        while (from > 0 && in.shape().slice(axes.get(from - 1) + 1, axes.get(from)).size() == 1) {
            from--;
        }
        if (from <= 0) {
            return Graph.rebuild(old, op, List.of(in));
        }
        Tensor folded = old.with(new Reduce(op.kind(), axes.subList(from, axes.size())), List.of(in));
        return reduce(old, new Reduce(op.kind(), axes.subList(0, from)), folded);
    }

    /** A matmul reads a transposed matrix as it lies. */
    private static Tensor matmul(Tensor old, MatMul m, List<Tensor> in) {
        Tensor a = in.get(0);
        Tensor b = in.get(1);
        boolean swapA = swapsLastTwo(a);
        boolean swapB = swapsLastTwo(b);
        return swapA || swapB
                ? old.with(new MatMul(m.transposeA() ^ swapA, m.transposeB() ^ swapB), List.of(swapA ? a.input(0) : a, swapB ? b.input(0) : b))
                : Graph.rebuild(old, m, in);
    }

    private static boolean swapsLastTwo(Tensor t) {
        if (!(t.op() instanceof View.Transpose v)) {
            return false;
        }
        int rank = v.order().size();
        List<Integer> swapped = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        java.util.Collections.swap(swapped, rank - 2, rank - 1);
        return v.order().equals(swapped);
    }

    private static Tensor elementwise(Tensor old, Elementwise op, List<Tensor> in) {
        if (op instanceof Elementwise.Update) {
            return Graph.rebuild(old, op, in);
        }
        if (!in.isEmpty() && in.stream().allMatch(Simplify::oneNumber)) {
            return stretched(old, op, in);
        }
        List<Tensor> inputs = withoutBroadcasts(old, op, in);
        Double value = known(op, inputs);
        if (value != null && old.dtype() == DType.FLOAT32 && old.shape().size() == 1) {
            return old.with(new Leaf.Constant(NDArray.generate(old.shape(), i -> value)), List.of());
        }
        Tensor joined = op == Binary.ADD ? Pads.joined(old, inputs) : null;
        if (joined != null) {
            return joined;
        }
        Tensor kept = neutral(op, inputs);
        return kept != null && kept.shape().equals(old.shape()) ? kept : Graph.rebuild(old, op, inputs);
    }

    /** Whether every element is the same number, known as a tensor of one element. */
    private static boolean oneNumber(Tensor t) {
        return t.op() instanceof View.Broadcast && t.input(0).shape().size() == 1;
    }

    /** That number, as a scalar: an axis of length 1 less never stands in the way of another shape. */
    private static Tensor number(Tensor t) {
        return reshape(t.with(new View.Reshape(Shape.SCALAR), t.inputs()), t.input(0));
    }

    /** An op on stretched single numbers is the op on the numbers, stretched. */
    private static Tensor stretched(Tensor old, Elementwise op, List<Tensor> in) {
        List<Tensor> numbers = in.stream().map(Simplify::number).toList();
        Tensor number = elementwise(old.with(op, numbers), op, numbers);
        return old.with(new View.Broadcast(old.shape()), List.of(number));
    }

    /** An elementwise op stretches its inputs itself. */
    private static List<Tensor> withoutBroadcasts(Tensor old, Elementwise op, List<Tensor> in) {
        List<Tensor> inputs = new ArrayList<>(in);
        for (int i = 0; i < inputs.size(); i++) {
            Tensor was = inputs.get(i);
            if (was.op() instanceof View.Broadcast) {
                inputs.set(i, was.input(0));
                if (!op.shape(inputs).equals(old.shape())) {
                    inputs.set(i, was);
                }
            }
        }
        return inputs;
    }

    /** The op's value where all inputs are single known numbers, rounded as memory would round it; else null. */
    private static Double known(Elementwise op, List<Tensor> inputs) {
        double[] x = new double[inputs.size()];
        for (int i = 0; i < x.length; i++) {
            Double v = single(inputs.get(i));
            if (v == null) {
                return null;
            }
            x[i] = v;
        }
        return (double) (float) op.apply(x);
    }

    private static Double single(Tensor t) {
        return t.op() instanceof Leaf.Constant c && c.value().size() == 1 ? (Double) c.value().at(0) : null;
    }

    /** The input that the op gives back unchanged, or null: x + 0, x - 0, x * 1, x / 1, -(-x). */
    private static Tensor neutral(Elementwise op, List<Tensor> in) {
        if (op == Unary.NEG && in.getFirst().op() == Unary.NEG) {
            return in.getFirst().input(0);
        }
        if (!(op instanceof Binary b)) {
            return null;
        }
        Double left = single(in.get(0));
        Double right = single(in.get(1));
        return switch (b) {
            case ADD -> is(right, 0) ? in.get(0) : is(left, 0) ? in.get(1) : null;
            case SUB -> is(right, 0) ? in.get(0) : null;
            case MUL -> is(right, 1) ? in.get(0) : is(left, 1) ? in.get(1) : null;
            case DIV -> is(right, 1) ? in.get(0) : null;
            default -> null;
        };
    }

    private static boolean is(Double value, double number) {
        return value != null && value == number;
    }
}
