package dyp.compile;

import dyp.op.Elementwise;
import dyp.op.Folded;
import dyp.op.Fused;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A group of elementwise ops on the way to becoming one.
 *
 * @param members in the graph's order, the last at the end
 * @param last an elementwise op, or a sum of the others' result
 * @param cut the shape that all members are seen in
 * @param row the length of the rows that some members sum, or 1
 * @param anchor what the chain follows, or null
 */
record Chain(List<Tensor> members, Tensor last, Shape cut, int row, Tensor anchor) {
    /** What a member reads from outside of the group, as it looks beside the cut. */
    private record Load(Tensor from, Shape shape) {}

    /** @param built what stands for the tensors before */
    Tensor build(Map<Tensor, Tensor> built) {
        List<Tensor> steps = members.stream().filter(this::computes).sorted(Comparator.comparing(Fuse::updates)).toList();
        Set<Tensor> inside = new HashSet<>(members);
        if (steps.isEmpty()) {
            Tensor in = last.input(0);
            Tensor from = value(in, last, inside) instanceof Load load ? load.from : in;
            return Graph.rebuild(last, last.op(), List.of(built.get(from).reshape(in.shape())));
        }
        Map<Object, Integer> number = new HashMap<>();
        List<Tensor> inputs = new ArrayList<>();
        if (anchor != null) {
            anchor.inputs().forEach(i -> inputs.add(built.get(i)));
            number.put(anchor, 0);
        }
        int anchored = inputs.size();
        for (Load load : loads(inside)) {
            number.put(load, number.size());
            inputs.add(built.get(load.from).reshape(load.shape));
        }
        List<Fused.Instruction> body = new ArrayList<>();
        for (Tensor m : steps) {
            List<Integer> arguments = m.inputs().stream().map(i -> number.get(value(i, m, inside))).toList();
            number.put(m, number.size());
            body.add(new Fused.Instruction(m.op(), arguments, m.dtype(), narrow(m)));
        }
        Fused chain = new Fused(anchor == null ? null : anchor.op(), anchored, body, cut, last.dtype(), row);
        return last.with(last.op() instanceof Reduce r ? folded(chain, r) : chain, inputs).reshape(last.shape());
    }

    private boolean computes(Tensor member) {
        return member.op() instanceof Elementwise || member.op() instanceof Reduce && member != last;
    }

    private boolean narrow(Tensor member) {
        return row > 1 && member.shape().size() != cut.size();
    }

    private Folded folded(Fused chain, Reduce r) {
        Shape in = last.input(0).shape();
        int first = r.axes().getFirst();
        int end = r.axes().getLast() + 1;
        return new Folded(chain, r.kind(), in.slice(0, first).size(), r.count(in), in.slice(end, in.rank()).size(), last.shape());
    }

    private Set<Load> loads(Set<Tensor> inside) {
        Set<Load> loads = new LinkedHashSet<>();
        for (Tensor m : members) {
            for (Tensor i : m.inputs()) {
                if (computes(m) && value(i, m, inside) instanceof Load load) {
                    loads.add(load);
                }
            }
        }
        return loads;
    }

    /** What a member reads: another member, the anchor, or what is loaded; in place of a member's update, the value that is written. */
    private Object value(Tensor in, Tensor reader, Set<Tensor> inside) {
        boolean member = inside.contains(in);
        if (member && Fuse.updates(in)) {
            return value(in.input(1), in, inside);
        }
        if (member && in.op() instanceof View.Reshape) {
            return value(in.input(0), in, inside);
        }
        if (member || in == anchor) {
            return in;
        }
        // A narrow member stretches its inputs to one number for each row.
        boolean one = narrow(reader) && !(reader.op() instanceof Reduce);
        Shape to = one ? new Fused(null, 0, List.of(), cut, last.dtype(), row).narrow() : cut;
        boolean whole = in.shape().size() == to.size();
        return new Load(in, !whole ? Finer.cut(in.shape(), reader.shape(), to) : in.shape().broadcastsTo(to) ? in.shape() : to);
    }
}
