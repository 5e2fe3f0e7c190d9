package dyp.formats.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.proto.Tensors;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file's graph while it is written: nodes, numbers and names. A loop's body is a sheet of its own on which the outer one's names can be used. */
final class Sheet {
    /** What the open axis is called. */
    static final String BATCH = "batch";
    private final Sheet outer;
    private final Set<String> names;
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Map<List<Long>, String> longs = new HashMap<>();
    private String batch;
    private boolean foreign;

    Sheet() {
        this(null, new HashSet<>());
    }

    private Sheet(Sheet outer, Set<String> names) {
        this.outer = outer;
        this.names = names;
    }

    /** The sheet of a loop's body. */
    Sheet inner() {
        return new Sheet(this, names);
    }

    Sheet outermost() {
        return outer == null ? this : outer.outermost();
    }

    /** This name, or one with a number behind it. Values and nodes have names in common. */
    String name(String wanted) {
        String name = wanted;
        for (int i = 1; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** A node with one output, which has the node's name. */
    String node(String op, String path, List<String> inputs, AttributeProto... attributes) {
        return nodes(op, path, inputs, 1, attributes).getFirst();
    }

    /** A node of a path with some outputs. */
    List<String> nodes(String op, String path, List<String> inputs, int outputs, AttributeProto... attributes) {
        String name = name(path.isEmpty() ? op : path + "/" + op);
        List<String> out = new ArrayList<>(List.of(name));
        for (int i = 1; i < outputs; i++) {
            out.add(name(name + ":" + i));
        }
        graph.addNode(NodeProto.newBuilder().setName(name).setOpType(op).addAllInput(inputs).addAllOutput(out).addAllAttribute(Arrays.asList(attributes)));
        return out;
    }

    /** A node of another domain than ONNX's own. */
    String foreign(String op, String domain, String path, List<String> inputs, List<AttributeProto> attributes) {
        outermost().foreign = true;
        String name = name(path.isEmpty() ? op : path + "/" + op);
        graph.addNode(NodeProto.newBuilder().setName(name).setOpType(op).setDomain(domain).addAllInput(inputs).addOutput(name).addAllAttribute(attributes));
        return name;
    }

    boolean isForeign() {
        return foreign;
    }

    /** Whether a node of this sheet gives the value. */
    boolean made(String name) {
        return graph.getNodeList().stream().anyMatch(n -> n.getOutputList().contains(name));
    }

    private static boolean isUsed(String name, List<NodeProto> nodes) {
        return nodes.stream().anyMatch(n -> n.getInputList().contains(name)
                || n.getAttributeList().stream().anyMatch(a -> a.hasG() && isUsed(name, a.getG().getNodeList())));
    }

    /** A value under another name: the node's own where nobody else looks at it. */
    void rename(String from, String to) {
        boolean given = graph.getOutputList().stream().anyMatch(o -> o.getName().equals(from));
        if (!given && made(from) && !isUsed(from, graph.getNodeList())) {
            for (NodeProto.Builder n : graph.getNodeBuilderList()) {
                int at = n.getOutputList().indexOf(from);
                if (at >= 0) {
                    n.setOutput(at, to);
                }
            }
            return;
        }
        graph.addNode(NodeProto.newBuilder().setName(name(to + "/Identity")).setOpType("Identity").addInput(from).addOutput(to));
    }

    /** A weight. */
    String weight(String wanted, NDArray value) {
        String name = name(wanted);
        outermost().graph.addInitializer(Tensors.of(name, value));
        return name;
    }

    /** Numbers that nobody trains. */
    String constant(String path, NDArray value) {
        return node("Constant", path, List.of(), Attributes.of("value", Tensors.of("", value)));
    }

    /** Whole numbers, as shapes and places are given. */
    String longs(List<Long> values) {
        Sheet top = outermost();
        return top.longs.computeIfAbsent(List.copyOf(values), v -> {
            String name = top.name("numbers/" + String.join("_", v.stream().map(String::valueOf).toList()));
            TensorProto t = Tensors.longs(name, v);
            top.graph.addInitializer(t);
            return name;
        });
    }

    String ints(List<Integer> values) {
        return longs(values.stream().map(Integer::longValue).toList());
    }

    /** Lengths or places of which some hang on the batch: worked out from the first input's shape where the model runs. */
    String dims(List<Dim> dims) {
        if (dims.stream().noneMatch(Dim::open)) {
            return longs(dims.stream().map(d -> (long) d.plus()).toList());
        }
        return dims.size() == 1 ? dim(dims.getFirst())
                : node("Concat", "shape", dims.stream().map(this::dim).toList(), Attributes.of("axis", 0));
    }

    private String dim(Dim d) {
        if (!d.open()) {
            return longs(List.of((long) d.plus()));
        }
        Sheet top = outermost();
        String name = top.batch();
        name = d.times() == 1 ? name : top.node("Mul", "shape", List.of(name, longs(List.of((long) d.times()))));
        return d.plus() == 0 ? name : top.node("Add", "shape", List.of(name, longs(List.of((long) d.plus()))));
    }

    private String batch() {
        if (batch == null) {
            batch = node("Shape", BATCH, List.of(graph.getInput(0).getName()), Attributes.of("start", 0), Attributes.of("end", 1));
        }
        return batch;
    }

    void input(String name, DType dtype, List<Dim> dims) {
        graph.addInput(info(name, dtype, dims));
    }

    void output(String name, DType dtype, List<Dim> dims) {
        graph.addOutput(info(name, dtype, dims));
    }

    GraphProto graph(String name) {
        return graph.setName(name).build();
    }

    private static ValueInfoProto info(String name, DType dtype, List<Dim> dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Dim d : dims) {
            TensorShapeProto.Dimension.Builder axis = shape.addDimBuilder();
            if (!d.open()) {
                axis.setDimValue(d.plus());
            } else {
                axis.setDimParam(BATCH + (d.times() == 1 ? "" : "*" + d.times()) + (d.plus() == 0 ? "" : "+" + d.plus()));
            }
        }
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(Tensors.type(dtype)).setShape(shape))).build();
    }
}
