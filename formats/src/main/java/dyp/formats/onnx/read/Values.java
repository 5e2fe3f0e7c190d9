package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.formats.onnx.ops.Operators;
import dyp.op.Graphs;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What is known of a file's values before a model is made of it: the graph is run on symbols for two sizes of batch. */
final class Values {
    /** What a value is. */
    enum Kind {
        /** Numbers, the same for any batch. */
        KNOWN,
        /** Numbers that follow from the batch's size alone: shapes. */
        SHAPELY,
        /** Data of which one axis is the batch. */
        CLEAN,
        /** Data in which the batch is mixed with other axes. */
        MIXED
    }

    private static final int[][] BATCHES = {{7, 11}, {13, 17}, {2, 3}};
    private final OnnxFile file;
    private final int n;
    private final int m;
    private final Map<String, Tensor> first;
    private final Map<String, Tensor> second;
    private final Map<Tensor, Boolean> known = new HashMap<>();
    private final Map<Tensor, Boolean> data = new HashMap<>();
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Set<String> weighty = new HashSet<>();

    private Values(OnnxFile file, int n, int m) {
        this.file = file;
        this.n = n;
        this.m = m;
        Map<String, Tensor> numbers = new HashMap<>();
        file.numbers().forEach((name, value) -> numbers.put(name, Tensor.constant(value)));
        first = run(file, n, numbers);
        second = run(file, m, numbers);
        file.numbers().forEach((name, value) -> {
            if (value.dtype() == dyp.tensor.DType.FLOAT32 && value.size() > 1) {
                weighty.add(name);
            }
        });
        for (NodeProto node : file.nodes()) {
            boolean weights = !node.getOpType().equals("Shape") && node.getInputList().stream().anyMatch(weighty::contains);
            for (String out : node.getOutputList()) {
                if (weights && !out.isEmpty() && kind(out) == Kind.KNOWN) {
                    weighty.add(out);
                }
            }
        }
    }

    static Values of(OnnxFile file) {
        DypException why = null;
        for (int[] pair : BATCHES) {
            try {
                return new Values(file, pair[0], pair[1]);
            } catch (DypException e) {
                why = why == null ? e : why;
            }
        }
        throw file.hinted(why);
    }

    private static Map<String, Tensor> run(OnnxFile file, int batch, Map<String, Tensor> numbers) {
        Map<String, Tensor> values = new HashMap<>(numbers);
        for (OnnxFile.In in : file.inputs()) {
            values.put(in.name(), Tensor.input(in.name(), in.dtype(), in.sample().batch(batch)));
        }
        for (NodeProto node : file.nodes()) {
            Operators.run(node, file.opset(), values::get, values);
        }
        return values;
    }

    Kind kind(String name) {
        return kinds.computeIfAbsent(name, k -> {
            Tensor a = first.get(k);
            Tensor b = second.get(k);
            if (a == null || b == null) {
                throw new DypException("the output '" + k + "' is one that is not given here.");
            }
            if (isKnown(a, b)) {
                return Kind.KNOWN;
            }
            return !isData(a) && !isData(b) ? Kind.SHAPELY : batchAxis(k) >= 0 ? Kind.CLEAN : Kind.MIXED;
        });
    }

    private boolean isKnown(Tensor a, Tensor b) {
        Boolean yes = known.get(a);
        if (yes == null) {
            yes = switch (a.op()) {
                case Leaf.Constant c -> b.op() instanceof Leaf.Constant d && (c.value() == d.value() || c.value().equals(d.value()));
                case Leaf _ -> false;
                default -> a.op().equals(b.op()) && a.shape().equals(b.shape()) && a.inputs().size() == b.inputs().size()
                        && IntStream.range(0, a.inputs().size()).allMatch(i -> isKnown(a.input(i), b.input(i)));
            };
            known.put(a, yes);
        }
        return yes;
    }

    /** Whether a tensor hangs on an input. Without recursion, and each tensor once. */
    private boolean isData(Tensor t) {
        for (Tensor u : Graphs.sorted(List.of(t), v -> data.containsKey(v) ? List.of() : v.inputs())) {
            data.computeIfAbsent(u, v -> v.op() instanceof Leaf.Input || v.inputs().stream().anyMatch(data::get));
        }
        return data.get(t);
    }

    /** Which axis is the batch; -1 where none is, or more hangs on it. */
    int batchAxis(String name) {
        Shape a = first.get(name).shape();
        Shape b = second.get(name).shape();
        if (a.rank() != b.rank()) {
            return -1;
        }
        int[] differ = IntStream.range(0, a.rank()).filter(i -> a.dim(i) != b.dim(i)).toArray();
        return differ.length == 1 && a.dim(differ[0]) == n && b.dim(differ[0]) == m ? differ[0] : -1;
    }

    /** A value's shape for the first size of batch. */
    Shape shape(String name) {
        return first.get(name).shape();
    }

    Tensor tensor(String name) {
        return first.get(name);
    }

    /** The numbers of what is known. */
    NDArray numbers(String name) {
        NDArray raw = file.numbers().get(name);
        return raw != null ? raw : first.get(name).value();
    }

    /** Whether known numbers come from the file's weights. */
    boolean isWeight(String name) {
        return weighty.contains(name);
    }

    /** The names that a node looks at, those in its bodies included. */
    static Set<String> taken(NodeProto node) {
        Set<String> names = new LinkedHashSet<>();
        node.getInputList().stream().filter(n -> !n.isEmpty()).forEach(names::add);
        node.getAttributeList().stream().filter(a -> a.hasG()).forEach(a -> names.addAll(free(a.getG())));
        return names;
    }

    private static Set<String> free(GraphProto body) {
        Set<String> own = new HashSet<>();
        body.getInputList().forEach(i -> own.add(i.getName()));
        body.getInitializerList().forEach(i -> own.add(i.getName()));
        Set<String> free = new LinkedHashSet<>();
        List<String> asked = new ArrayList<>();
        for (NodeProto node : body.getNodeList()) {
            asked.addAll(taken(node));
            asked.stream().filter(n -> !own.contains(n)).forEach(free::add);
            own.addAll(node.getOutputList());
            asked.clear();
        }
        body.getOutputList().stream().map(o -> o.getName()).filter(n -> !own.contains(n)).forEach(free::add);
        return free;
    }
}
