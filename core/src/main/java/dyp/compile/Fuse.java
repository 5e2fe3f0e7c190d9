package dyp.compile;

import dyp.op.Conv;
import dyp.op.Elementwise;
import dyp.op.Fused;
import dyp.op.Graphs;
import dyp.op.Leaf;
import dyp.op.MatMul;
import dyp.op.Op;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.tensor.DType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins chains of elementwise ops into one pass over memory, and puts such a chain behind the matmul, convolution or
 * pooling that feeds it. A node joins a group when everyone who uses it is in that group already and the shapes agree: so
 * no path can leave a group and come back.
 *
 * <p>An update that only another update's group uses joins it too, so that an optimizer's slots and its weight are one
 * pass. Inside the group its users take the value itself, and all writing comes last, after everything is read.
 */
final class Fuse {
    private final List<Tensor> sorted;
    private final Set<Tensor> outputs;
    private final Map<Tensor, List<Tensor>> users;
    /** The last node of the group that a node belongs to. */
    private final Map<Tensor, Tensor> group = new HashMap<>();

    private Fuse(Graph graph) {
        sorted = graph.sorted();
        outputs = Set.copyOf(graph.outputs());
        users = Graphs.consumers(sorted);
    }

    static Graph apply(Graph graph) {
        Fuse pass = new Fuse(graph);
        pass.sorted.reversed().forEach(pass::join);
        Map<Tensor, Tensor> anchors = pass.anchors();
        Set<Tensor> inside = Set.copyOf(anchors.values());
        // Members of a group are passed through as they are; only the last one is built, from what its group reads.
        Map<Tensor, Tensor> built = new HashMap<>();
        Graph fused = graph.rewrite((old, inputs) -> {
            Tensor now = pass.group.get(old) == old ? pass.build(old, anchors.get(old), built)
                    : pass.group.containsKey(old) || inside.contains(old) ? old : Graph.rebuild(old, old.op(), inputs);
            built.put(old, now);
            return now;
        });
        List<Tensor> updates = graph.updates().stream().filter(u -> pass.group.get(u) == u).map(built::get).toList();
        return new Graph(fused.outputs(), updates);
    }

    private void join(Tensor t) {
        if (!(t.op() instanceof Elementwise)) {
            return;
        }
        Tensor last = outputs.contains(t) ? null : common(t);
        boolean joins = last != null && last.shape().equals(t.shape()) && floats(t) && floats(last)
                && (!updates(t) || (updates(last) && !copies(t)));
        group.put(t, joins ? last : t);
    }

    /** Whether an update takes a variable's value as it is. In one pass with others that value may be overwritten already. */
    private static boolean copies(Tensor update) {
        return Storage.base(update.input(1)).op() instanceof Leaf.Variable;
    }

    private static boolean updates(Tensor t) {
        return t.op() instanceof Elementwise.Update;
    }

    /** The one group that all users of t are in, or null. */
    private Tensor common(Tensor t) {
        Tensor last = null;
        for (Tensor user : users.get(t)) {
            Tensor g = group.get(user);
            if (g == null || (last != null && g != last)) {
                return null;
            }
            last = g;
        }
        return last;
    }

    private static boolean floats(Tensor t) {
        return t.dtype() == DType.FLOAT32 && t.inputs().stream().allMatch(i -> i.dtype() == DType.FLOAT32);
    }

    /** For each group's last node, the matmul, convolution or pooling that the group can follow, if there is one. */
    private Map<Tensor, Tensor> anchors() {
        Map<Tensor, Tensor> anchors = new HashMap<>();
        for (Tensor t : sorted) {
            Tensor last = common(t);
            // An update stays apart: it may overwrite what the anchor is still reading.
            if (anchor(t.op()) && last != null && !outputs.contains(t) && last.shape().equals(t.shape()) && floats(last)
                    && !updates(last)) {
                anchors.put(last, t);
            }
        }
        return anchors;
    }

    private static boolean anchor(Op op) {
        return op instanceof MatMul || op instanceof Conv.Forward || op instanceof Conv.InputGradient || op instanceof Pool;
    }

    private Tensor build(Tensor last, Tensor anchor, Map<Tensor, Tensor> built) {
        List<Tensor> members = members(last);
        Set<Tensor> loaded = new LinkedHashSet<>();
        if (anchor != null) {
            loaded.add(anchor);
        }
        for (Tensor m : members) {
            m.inputs().stream().filter(i -> group.get(i) != last).forEach(loaded::add);
        }
        Map<Tensor, Integer> number = new HashMap<>();
        loaded.forEach(t -> number.put(t, number.size()));
        List<Fused.Instruction> body = new ArrayList<>();
        int next = number.size();
        for (Tensor m : members.stream().sorted(Comparator.comparing(Fuse::updates)).toList()) {
            body.add(new Fused.Instruction((Elementwise) m.op(), m.inputs().stream().map(i -> number.get(value(i, last))).toList(), m.dtype()));
            number.put(m, next++);
        }
        List<Tensor> inputs = new ArrayList<>();
        if (anchor != null) {
            anchor.inputs().forEach(i -> inputs.add(built.get(i)));
            loaded.remove(anchor);
        }
        int anchored = inputs.size();
        loaded.forEach(i -> inputs.add(built.get(i)));
        return last.with(new Fused(anchor == null ? null : anchor.op(), anchored, body, last.shape(), last.dtype()), inputs);
    }

    /** What a member reads: in place of another member's update, the value that is written. */
    private Tensor value(Tensor in, Tensor last) {
        return updates(in) && group.get(in) == last ? value(in.input(1), last) : in;
    }

    private List<Tensor> members(Tensor last) {
        // Grown from the last node back, then put in the graph's order.
        Set<Tensor> found = new LinkedHashSet<>(List.of(last));
        List<Tensor> queue = new ArrayList<>(found);
        for (int i = 0; i < queue.size(); i++) {
            for (Tensor in : queue.get(i).inputs()) {
                if (group.get(in) == last && found.add(in)) {
                    queue.add(in);
                }
            }
        }
        return Graphs.sorted(List.of(last), found);
    }
}
