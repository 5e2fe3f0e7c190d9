package dyp.op;

import dyp.op.Reduce.Kind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sums over the steps of a scan that need no loop. A sum over steps of products hᵀ·d is one product of all h and all d, a
 * sum of sums over the batch is one sum, and likewise a kernel's gradient: so the steps only have to keep h and d, and no
 * weight-sized sum is touched at every step.
 */
final class ScanTotals {
    /** The sum over all steps, given what says a value's elements of all steps, (length, ...). */
    private interface Total {
        Tensor of(UnaryOperator<Tensor> stacked);
    }

    private final int length;
    private final Map<Tensor, Total> totals = new HashMap<>();
    private final Set<Tensor> stacked = new LinkedHashSet<>();

    ScanTotals(int length) {
        this.length = length;
    }

    /** Whether the sum of a value over the steps can be had outside of the loop; it is then known by the key. */
    boolean add(Tensor key, Tensor value) {
        Set<Tensor> used = new LinkedHashSet<>();
        Total total = total(value, used);
        if (total != null) {
            totals.put(key, total);
            stacked.addAll(used);
        }
        return total != null;
    }

    /** What the steps have to keep. */
    Set<Tensor> stacked() {
        return stacked;
    }

    /** The sum; null where it has to be made in the loop. */
    Tensor of(Tensor key, Map<Tensor, Tensor> all) {
        return totals.containsKey(key) ? totals.get(key).of(all::get) : null;
    }

    private Total total(Tensor value, Set<Tensor> used) {
        return switch (value.op()) {
            case Binary b when b == Binary.ADD && value.inputs().stream().allMatch(i -> i.shape().equals(value.shape())) -> {
                Total left = total(value.input(0), used);
                Total right = total(value.input(1), used);
                yield left == null || right == null ? null : s -> left.of(s).add(right.of(s));
            }
            case View.Reshape _ -> linear(value, used);
            case View.Pad p when p.value() == 0 -> linear(value, used);
            case View.Slice _, View.Transpose _ -> linear(value, used);
            case MatMul m when m.transposeA() && !m.transposeB() && value.shape().rank() == 2 -> batched(value, used);
            case Conv.KernelGradient _ -> batched(value, used);
            case Reduce r when r.kind() == Kind.SUM -> {
                used.add(value.input(0));
                List<Integer> axes = Stream.concat(Stream.of(0), r.axes().stream().map(a -> a + 1)).toList();
                yield s -> Tensor.make(new Reduce(Kind.SUM, axes), s.apply(value.input(0))).reshape(value.shape());
            }
            default -> null;
        };
    }

    /** A view of a sum is the sum of the views. */
    private Total linear(Tensor value, Set<Tensor> used) {
        Total inner = total(value.input(0), used);
        return inner == null ? null : s -> value.with(value.op(), List.of(inner.of(s)));
    }

    /** An op that sums over the first axis of its inputs: the steps become part of it. */
    private Total batched(Tensor value, Set<Tensor> used) {
        used.addAll(value.inputs());
        return s -> value.with(value.op(), value.inputs().stream().map(in -> joined(s.apply(in))).toList());
    }

    private Tensor joined(Tensor all) {
        int[] dims = IntStream.range(1, all.shape().rank()).map(all.shape()::dim).toArray();
        dims[0] *= length;
        return all.reshape(dims);
    }
}
