package dyp.formats.onnx.ops;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.proto.CustomNode;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Ensembles of decision trees: TreeEnsembleRegressor and TreeEnsembleClassifier. They answer, and do not learn. */
final class Trees {
    /** Tests at the nodes. */
    private enum Mode { BRANCH_LEQ, BRANCH_LT, BRANCH_GTE, BRANCH_GT, BRANCH_EQ, BRANCH_NEQ, LEAF }

    private Trees() {}

    static void list(Map<String, Operator> all) {
        all.put("TreeEnsembleRegressor", c -> {
            int targets = c.integer("n_targets", 1);
            Tensor y = Tensor.make(forest(c, "target", targets, range(targets)), Call.real(c.x()));
            return List.of(Learned.transformed(y, c.text("post_transform", "NONE")));
        });
        all.put("TreeEnsembleClassifier", c -> {
            int classes = Math.max(c.ints("classlabels_int64s", new int[0]).length, c.texts("classlabels_strings").size());
            Set<Integer> voted = new TreeSet<>();
            Arrays.stream(c.ints("class_ids", new int[0])).forEach(voted::add);
            boolean first = classes == 2 && voted.equals(Set.of(0));
            boolean shares = classes == 2 && allPositive(c.floats("class_weights"));
            Tensor scores = Tensor.make(forest(c, "class", first ? 1 : classes, range(first ? 1 : classes)), Call.real(c.x()));
            if (classes == 2 && voted.equals(Set.of(1))) {
                return List.of(Learned.second(c, scores.slice(1, 1, 2), shares), Learned.transformed(scores, c.text("post_transform", "NONE")));
            }
            return Learned.classified(c, scores, classes, shares);
        });
    }

    private static boolean allPositive(float[] weights) {
        for (float w : weights) {
            if (w < 0) {
                return false;
            }
        }
        return true;
    }

    private static Map<Integer, Integer> range(int n) {
        Map<Integer, Integer> same = new HashMap<>();
        for (int i = 0; i < n; i++) {
            same.put(i, i);
        }
        return same;
    }

    /** @param places the output's place for each target's number */
    private static Forest forest(Call c, String what, int targets, Map<Integer, Integer> places) {
        int[] tree = c.ints("nodes_treeids", new int[0]);
        int n = tree.length;
        int[] id = sized(c, "nodes_nodeids", n);
        int[] feature = sized(c, "nodes_featureids", n);
        int[] yes = sized(c, "nodes_truenodeids", n);
        int[] no = sized(c, "nodes_falsenodeids", n);
        int[] missing = c.has("nodes_missing_value_tracks_true") ? sized(c, "nodes_missing_value_tracks_true", n) : new int[n];
        List<String> modes = c.texts("nodes_modes");
        float[] values = c.floats("nodes_values");
        if (n == 0 || modes.size() != n || values.length != n || targets < 1) {
            throw new DypException("a forest's lists are to be of one length: " + n + " nodes, " + modes.size() + " modes, " + values.length + " values.");
        }
        Map<Long, Integer> at = new HashMap<>();
        List<Integer> roots = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (at.put((long) tree[i] << 32 | id[i] & 0xFFFFFFFFL, i) != null) {
                throw new DypException("tree " + tree[i] + " has two nodes " + id[i] + ".");
            }
            if (i == 0 || tree[i] != tree[i - 1]) {
                roots.add(i);
            }
        }
        List<Forest.Node> nodes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Mode mode = mode(modes.get(i));
            if (mode != Mode.LEAF && (feature[i] < 0 || feature[i] >= c.shape().last())) {
                throw new DypException("a tree asks for feature " + feature[i] + " of " + c.shape().last() + ".");
            }
            nodes.add(new Forest.Node(mode, feature[i], values[i], missing[i] != 0, mode == Mode.LEAF ? -1 : child(at, tree[i], yes[i]),
                    mode == Mode.LEAF ? -1 : child(at, tree[i], no[i])));
        }
        requireTrees(nodes, roots);
        return new Forest(List.copyOf(nodes), List.copyOf(roots), leaves(c, what, at, places), targets, base(c, targets), c.text("aggregate_function", "SUM"));
    }

    private static Mode mode(String name) {
        try {
            return Mode.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new DypException("a tree's node of mode '" + name + "' is not known.", e);
        }
    }

    private static int[] sized(Call c, String name, int n) {
        int[] found = c.ints(name, new int[0]);
        if (found.length != n) {
            throw new DypException(name + " should have " + n + " numbers, but has " + found.length + ".");
        }
        return found;
    }

    private static int child(Map<Long, Integer> at, int tree, int id) {
        Integer found = at.get((long) tree << 32 | id & 0xFFFFFFFFL);
        if (found == null) {
            throw new DypException("tree " + tree + " has no node " + id + ", to which another leads.");
        }
        return found;
    }

    /** Each node is reached once at most: no way down goes in circles. */
    private static void requireTrees(List<Forest.Node> nodes, List<Integer> roots) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            int i = open.pop();
            if (!seen.add(i)) {
                throw new DypException("two ways lead to one node of a tree, or one in a circle.");
            }
            if (nodes.get(i).mode != Mode.LEAF) {
                open.push(nodes.get(i).yes);
                open.push(nodes.get(i).no);
            }
        }
    }

    /** What each leaf adds to which place. */
    private static Map<Integer, List<Forest.Vote>> leaves(Call c, String what, Map<Long, Integer> at, Map<Integer, Integer> places) {
        int[] tree = c.ints(what + "_treeids", new int[0]);
        int[] node = sized(c, what + "_nodeids", tree.length);
        int[] ids = sized(c, what + "_ids", tree.length);
        float[] weights = c.floats(what + "_weights");
        if (weights.length != tree.length) {
            throw new DypException(what + "_weights should have " + tree.length + " numbers, but has " + weights.length + ".");
        }
        Map<Integer, List<Forest.Vote>> votes = new HashMap<>();
        for (int i = 0; i < tree.length; i++) {
            Integer place = places.get(ids[i]);
            if (place == null) {
                throw new DypException("a leaf votes for " + what + " " + ids[i] + ", of which there are " + places.size() + ".");
            }
            votes.computeIfAbsent(child(at, tree[i], node[i]), _ -> new ArrayList<>()).add(new Forest.Vote(place, weights[i]));
        }
        return votes;
    }

    private static List<Float> base(Call c, int targets) {
        float[] base = c.floats("base_values");
        if (base.length != 0 && base.length < targets) {
            throw new DypException("base_values are " + base.length + " for " + targets + " places.");
        }
        List<Float> all = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            // Where one of two classes alone is voted for, the last number is its.
            all.add(base.length == 0 ? 0 : base[targets == 1 ? base.length - 1 : i]);
        }
        return all;
    }

    /** The trees' sum for each sample: (batch, features) -> (batch, targets). */
    private record Forest(List<Node> nodes, List<Integer> roots, Map<Integer, List<Vote>> votes, int targets, List<Float> base, String aggregate)
            implements CustomNode {
        private record Node(Mode mode, int feature, float value, boolean missing, int yes, int no) {}

        private record Vote(int place, float weight) {}

        private Forest {
            if (!List.of("SUM", "AVERAGE", "MIN", "MAX").contains(aggregate)) {
                throw new DypException("aggregate_function " + aggregate + " is not known.");
            }
        }

        @Override
        public Shape shape(List<Tensor> inputs) {
            return Shape.of(inputs.getFirst().shape().dim(0), targets);
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return Arrays.asList((Tensor) null);
        }

        @Override
        public String label() {
            return "forest";
        }

        @Override
        public void compute(List<Slice> inputs, Slice output) {
            int samples = output.length() / targets;
            int features = samples == 0 ? 0 : inputs.getFirst().length() / samples;
            double[] sums = new double[targets];
            for (int s = 0; s < samples; s++) {
                Arrays.fill(sums, aggregate.equals("MIN") ? Double.POSITIVE_INFINITY : aggregate.equals("MAX") ? Double.NEGATIVE_INFINITY : 0);
                for (int root : roots) {
                    for (Vote v : votes.getOrDefault(leaf(root, inputs.getFirst(), s * features), List.of())) {
                        sums[v.place] = switch (aggregate) {
                            case "MIN" -> Math.min(sums[v.place], v.weight);
                            case "MAX" -> Math.max(sums[v.place], v.weight);
                            default -> sums[v.place] + v.weight;
                        };
                    }
                }
                for (int i = 0; i < targets; i++) {
                    double sum = aggregate.equals("AVERAGE") ? sums[i] / roots.size() : sums[i];
                    output.set(s * targets + i, (Double.isInfinite(sum) ? 0 : sum) + base.get(i));
                }
            }
        }

        private int leaf(int root, Slice x, int from) {
            int at = root;
            while (nodes.get(at).mode != Mode.LEAF) {
                Node n = nodes.get(at);
                double v = x.get(from + n.feature);
                boolean yes = Double.isNaN(v) && n.missing || switch (n.mode) {
                    case BRANCH_LEQ -> v <= n.value;
                    case BRANCH_LT -> v < n.value;
                    case BRANCH_GTE -> v >= n.value;
                    case BRANCH_GT -> v > n.value;
                    case BRANCH_EQ -> v == n.value;
                    case BRANCH_NEQ -> v != n.value;
                    case LEAF -> false;
                };
                at = yes ? n.yes : n.no;
            }
            return at;
        }

        @Override
        public String write(Pen pen, List<String> inputs) {
            List<Integer> trees = new ArrayList<>();
            int tree = -1;
            for (int i = 0; i < nodes.size(); i++) {
                tree += roots.contains(i) ? 1 : 0;
                trees.add(tree);
            }
            List<Integer> leaves = new ArrayList<>();
            List<Integer> ids = new ArrayList<>();
            List<Float> weights = new ArrayList<>();
            votes.forEach((node, all) -> all.forEach(v -> {
                leaves.add(node);
                ids.add(v.place);
                weights.add(v.weight);
            }));
            List<Integer> own = new ArrayList<>(java.util.stream.IntStream.range(0, nodes.size()).boxed().toList());
            List<AttributeProto> told = List.of(Attributes.of("n_targets", targets), Attributes.of("nodes_treeids", trees), Attributes.of("nodes_nodeids", own),
                    Attributes.of("nodes_featureids", nodes.stream().map(Node::feature).toList()),
                    Attributes.texts("nodes_modes", nodes.stream().map(n -> n.mode.name()).toList()),
                    Attributes.numbers("nodes_values", nodes.stream().map(Node::value).toList()),
                    Attributes.of("nodes_missing_value_tracks_true", nodes.stream().map(n -> n.missing ? 1 : 0).toList()),
                    Attributes.of("nodes_truenodeids", nodes.stream().map(n -> Math.max(n.yes, 0)).toList()),
                    Attributes.of("nodes_falsenodeids", nodes.stream().map(n -> Math.max(n.no, 0)).toList()),
                    Attributes.of("target_treeids", leaves.stream().map(trees::get).toList()), Attributes.of("target_nodeids", leaves),
                    Attributes.of("target_ids", ids), Attributes.numbers("target_weights", weights), Attributes.numbers("base_values", base),
                    Attributes.of("aggregate_function", aggregate));
            return pen.node("TreeEnsembleRegressor", "ai.onnx.ml", inputs, told);
        }
    }
}
