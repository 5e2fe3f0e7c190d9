package dyp.compile;

import dyp.op.Conv;
import dyp.op.Elementwise;
import dyp.op.Graphs;
import dyp.op.Leaf;
import dyp.op.MatMul;
import dyp.op.Op;
import dyp.op.Pool;
import dyp.op.Reduce;
import dyp.op.StridedMatMul;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins chains of elementwise ops into one pass over memory, puts such a chain behind the matmul, convolution or pooling that
 * feeds it, and lets a sum take in the chain that it sums. A node joins the groups of all who use it; where these are several,
 * each computes it again ({@link Copies}), and else it stays apart. A group needs of the graph only what its last node needs, so
 * no two groups can wait for each other. Reshapes within a chain vanish: its inputs are seen in a cut fine enough for all.
 *
 * <p>An update that only another update's group uses joins it too, so that an optimizer's slots and its weight are one
 * pass. Inside the group its users take the value itself, and all writing comes last, after everything is read.
 */
final class Fuse {
    private final List<Tensor> sorted;
    private final Set<Tensor> outputs;
    private final Map<Tensor, List<Tensor>> users;
    private final Set<Tensor> copies;
    /** The last nodes of the groups that a node belongs to. */
    private final Map<Tensor, Set<Tensor>> groups = new HashMap<>();
    /** For a group's last node, the cut that its members are seen in. */
    private final Map<Tensor, Shape> cuts = new HashMap<>();
    /** Tensors that a group over rows can take in, and the length of their rows; for a group's last node, the length of its rows. */
    private final Map<Tensor, Integer> narrow, rows = new HashMap<>();

    private Fuse(Graph graph) {
        sorted = graph.sorted();
        outputs = Set.copyOf(graph.outputs());
        users = Graphs.consumers(sorted);
        narrow = Rows.of(sorted);
        copies = Copies.of(sorted, outputs, narrow);
    }

    static Graph apply(Graph graph) {
        Fuse pass = new Fuse(graph);
        pass.sorted.reversed().forEach(pass::join);
        Map<Tensor, Tensor> anchors = pass.anchors();
        Set<Tensor> inside = Set.copyOf(anchors.values());
        // Members of a group are passed through as they are; only the last one is built, from what its group reads.
        Map<Tensor, Tensor> built = new HashMap<>();
        Graph fused = graph.rewrite((old, inputs) -> {
            Tensor now = pass.last(old) ? new Chain(pass.members(old), old, pass.cuts.get(old), pass.rows.getOrDefault(old, 1), anchors.get(old)).build(built)
                    : pass.groups.containsKey(old) || inside.contains(old) ? old : Graph.rebuild(old, old.op(), inputs);
            built.put(old, now);
            return now;
        });
        List<Tensor> updates = graph.updates().stream().filter(pass::last).map(built::get).toList();
        return new Graph(fused.outputs(), updates);
    }

    /** Whether a node is the last of a group. */
    private boolean last(Tensor t) {
        return groups.getOrDefault(t, Set.of()).contains(t);
    }

    private void join(Tensor t) {
        boolean view = t.op() instanceof View.Reshape;
        if (!(view || t.op() instanceof Elementwise || folds(t))) {
            return;
        }
        Set<Tensor> lasts = folds(t) && !narrow.containsKey(t) || outputs.contains(t) ? Set.of() : common(t);
        if (!lasts.isEmpty() && (lasts.size() == 1 || copies.contains(t)) && lasts.stream().allMatch(last -> fits(t, last) || fitsRows(t, last))) {
            lasts.forEach(last -> take(t, last));
            groups.put(t, lasts);
        } else if (!view) {
            groups.put(t, Set.of(t));
            cuts.put(t, folds(t) ? t.input(0).shape() : t.shape());
        }
    }

    private void take(Tensor t, Tensor last) {
        boolean whole = cuts.get(last).size() == t.shape().size();
        cuts.merge(last, whole ? t.shape() : wide(t), Finer::common);
        if (!whole) {
            rows.put(last, narrow.get(t));
        }
    }

    /** The rows that a narrow tensor has a number each for. */
    private Shape wide(Tensor t) {
        return Shape.of(t.shape().size(), narrow.get(t));
    }

    /** Whether a narrow tensor can join a group over its rows. */
    private boolean fitsRows(Tensor t, Tensor last) {
        Integer row = narrow.get(t);
        return row != null && floats(last) && !updates(last) && Rows.fit(last, row) && rows.getOrDefault(last, row).equals(row)
                && Finer.common(cuts.get(last), wide(t)) != null && users.get(t).stream().allMatch(u -> Rows.along(t, u, row));
    }

    private boolean fits(Tensor t, Tensor last) {
        if (folds(t) || !floats(t) || !floats(last) || Finer.common(cuts.get(last), t.shape()) == null) {
            return false;
        }
        // What an update writes lies in the variable's own shape.
        boolean same = last.shape().equals(t.shape()) && !(t.op() instanceof View.Reshape);
        return updates(last) ? same && (!updates(t) || !copies(t)) : !updates(t);
    }

    /** Whether an update takes a variable's value as it is. In one pass with others that value may be overwritten already. */
    private static boolean copies(Tensor update) {
        return Storage.base(update.input(1)).op() instanceof Leaf.Variable;
    }

    static boolean updates(Tensor t) {
        return t.op() instanceof Elementwise.Update;
    }

    /** Whether this is a sum that can take in what it sums: one stretch of neighbouring axes. */
    static boolean folds(Tensor t) {
        if (!(t.op() instanceof Reduce r) || !(r.kind() == Reduce.Kind.SUM || r.kind() == Reduce.Kind.MEAN) || !floats(t)) {
            return false;
        }
        Shape in = t.input(0).shape();
        List<Integer> axes = r.axes();
        return in.size() > 0 && in.slice(axes.getFirst(), axes.getLast() + 1).size() == r.count(in);
    }

    /** All groups that the users of t are in; none where a user is in no group. */
    private Set<Tensor> common(Tensor t) {
        Set<Tensor> lasts = new LinkedHashSet<>();
        for (Tensor user : users.get(t)) {
            Set<Tensor> g = groups.get(user);
            if (g == null) {
                return Set.of();
            }
            lasts.addAll(g);
        }
        return lasts;
    }

    static boolean floats(Tensor t) {
        return t.dtype() == DType.FLOAT32 && t.inputs().stream().allMatch(i -> i.dtype() == DType.FLOAT32);
    }

    /** For each group's last node, the matmul, convolution or pooling that the group can follow, if there is one. */
    private Map<Tensor, Tensor> anchors() {
        Map<Tensor, Tensor> anchors = new HashMap<>();
        for (Tensor t : sorted) {
            Set<Tensor> lasts = anchor(t.op()) && !outputs.contains(t) ? common(t) : Set.of();
            if (lasts.size() != 1) {
                continue;
            }
            Tensor last = lasts.iterator().next();
            // An update stays apart: it may overwrite what the anchor is still reading. So do rows: a kernel's stretches may end within.
            if (floats(last) && !folds(last) && !updates(last) && !rows.containsKey(last) && cuts.get(last).size() == t.shape().size()) {
                anchors.put(last, t);
            }
        }
        return anchors;
    }

    static boolean anchor(Op op) {
        return op instanceof MatMul || op instanceof StridedMatMul s && s.dense() || op instanceof Conv.Forward || op instanceof Conv.InputGradient || op instanceof Pool;
    }

    /** A group's members in the graph's order, its last at the end. */
    private List<Tensor> members(Tensor last) {
        // Grown from the last node back.
        Set<Tensor> found = new LinkedHashSet<>(List.of(last));
        List<Tensor> queue = new ArrayList<>(found);
        for (int i = 0; i < queue.size(); i++) {
            for (Tensor in : queue.get(i).inputs()) {
                if (groups.getOrDefault(in, Set.of()).contains(last) && found.add(in)) {
                    queue.add(in);
                }
            }
        }
        return Graphs.sorted(List.of(last), found);
    }
}
