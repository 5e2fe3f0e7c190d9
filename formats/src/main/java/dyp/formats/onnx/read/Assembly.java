package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.formats.onnx.ops.Call;
import dyp.formats.onnx.ops.Operators;
import dyp.formats.onnx.read.Values.Kind;
import dyp.nn.Applied;
import dyp.nn.Input;
import dyp.nn.Layer;
import dyp.nn.Layers;
import dyp.nn.Symbol;
import dyp.op.Leaf.Variable;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model while it is made of a file's nodes. */
final class Assembly {
    /** A layer of Dyp's own for a node, where there is one. */
    @FunctionalInterface
    interface Known {
        /** Makes the layer and says where its outputs stand; false where it is none for this node. */
        boolean build(NodeProto node, Assembly on);
    }

    private static final List<Known> KNOWN = List.of(KnownGelu::build, KnownShapes::build, KnownPictures::build, KnownProducts::build, KnownLoops::build, KnownScales::build);

    final OnnxFile file;
    final Values values;
    private final Names names = new Names();
    private final Map<String, Sym> syms = new HashMap<>();
    private final Map<String, List<NodeProto>> takers = new HashMap<>();
    private final Map<String, Integer> maker = new HashMap<>();
    private final Set<NodeProto> done = new HashSet<>();
    /** Nodes that hang together with others, and so are part of no other layer. */
    private final Set<NodeProto> grouped = new HashSet<>();
    private final Map<List<Object>, Symbol> turned = new HashMap<>();
    private final Map<List<Object>, Layer> shared = new HashMap<>();
    private final Map<String, NDArray> weights = new LinkedHashMap<>();

    private Assembly(OnnxFile file) {
        this.file = file;
        this.values = Values.of(file);
        for (int i = 0; i < file.nodes().size(); i++) {
            NodeProto node = file.nodes().get(i);
            int at = i;
            node.getOutputList().forEach(o -> maker.put(o, at));
            Values.taken(node).forEach(n -> takers.computeIfAbsent(n, _ -> new ArrayList<>()).add(node));
        }
    }

    static Model model(OnnxFile file) {
        return new Assembly(Opening.of(file)).model();
    }

    private Model model() {
        List<Input> inputs = new ArrayList<>();
        for (OnnxFile.In in : file.inputs()) {
            Input input = Layers.input(in.sample().dims()).named(names.next(in.name()));
            input = in.dtype() == DType.INT32 ? input.ints() : input;
            inputs.add(input);
            put(in.name(), new Sym(input, Sym.straight(in.sample().rank() + 1)));
        }
        List<List<Integer>> units = Units.of(file, values);
        units.stream().filter(u -> u.size() > 1).forEach(u -> u.forEach(i -> grouped.add(file.nodes().get(i))));
        for (List<Integer> unit : units) {
            NodeProto node = file.nodes().get(unit.getFirst());
            if (unit.size() > 1 || !done.contains(node) && KNOWN.stream().noneMatch(k -> k.build(node, this))) {
                general(unit);
            }
        }
        List<Symbol> outputs = new ArrayList<>();
        for (String name : file.outputs()) {
            Sym s = syms.get(name);
            if (s == null) {
                throw new DypException("its output '" + name + "' does not hang on the data, so there is nothing to be predicted.");
            }
            Symbol out = s.order().getFirst() == 0 ? lying(s, Sym.straight(s.rank())) : s.symbol();
            outputs.add(out instanceof Input ? Layers.identity().named(names.next(name)).on(out) : out);
        }
        Model model = Model.of(inputs, outputs);
        for (Variable v : model.variables()) {
            NDArray value = weights.get(v.name());
            if (value != null) {
                v.value().copyFrom(value.reshape(v.value().shape().dims()));
            }
        }
        return model;
    }

    // ---- what recognisers ask

    Sym sym(String name) {
        return syms.get(name);
    }

    /** The data that come in at a place; null where they are not data, or are left out. */
    Sym sym(NodeProto node, int i) {
        return i < node.getInputCount() ? syms.get(node.getInput(i)) : null;
    }

    /** The numbers that come in at a place; null where they are not known, or are left out. */
    NDArray numbers(NodeProto node, int i) {
        return isKnown(node, i) ? values.numbers(node.getInput(i)) : null;
    }

    boolean isKnown(NodeProto node, int i) {
        return has(node, i) && values.kind(node.getInput(i)) == Kind.KNOWN;
    }

    static boolean has(NodeProto node, int i) {
        return i < node.getInputCount() && !node.getInput(i).isEmpty();
    }

    /** The node that gives a value; null where none does. */
    NodeProto maker(String name) {
        Integer at = maker.get(name);
        return at == null ? null : file.nodes().get(at);
    }

    /** Whether a value is known not to be below 0, by the node that gives it. */
    boolean isNotNegative(String name) {
        NodeProto from = maker(name);
        return from != null && List.of("Relu", "Sigmoid", "Softmax", "Exp", "Softplus").contains(from.getOpType());
    }

    /** A node's attributes. */
    Call told(NodeProto node) {
        return new Call(node, node.getInputList().stream().map(n -> n.isEmpty() ? null : values.tensor(n)).toList(), file.opset(), null);
    }

    void put(String name, Sym s) {
        syms.put(name, s);
    }

    /** The only node that takes a value; null where there is none or more, or where the value is an output of the model. */
    NodeProto onlyTaker(String name) {
        List<NodeProto> all = takers.getOrDefault(name, List.of());
        return all.size() == 1 && !file.outputs().contains(name) && !grouped.contains(all.getFirst()) ? all.getFirst() : null;
    }

    /** The only node that takes a value, if it is of this operator; null otherwise, or where the value is an output of the model. */
    NodeProto onlyTaker(String name, String op) {
        NodeProto one = onlyTaker(name);
        return one != null && one.getOpType().equals(op) ? one : null;
    }

    boolean isTaken(NodeProto node, int output) {
        return output < node.getOutputCount() && !node.getOutput(output).isEmpty()
                && (takers.containsKey(node.getOutput(output)) || file.outputs().contains(node.getOutput(output)));
    }

    /** Says that a node is part of a layer that was made for another. */
    void done(NodeProto node) {
        done.add(node);
    }

    /** The symbol with its axes so that the value's axis i is its axis {@code order.get(i)}. */
    Symbol lying(Sym s, List<Integer> order) {
        List<Integer> moves = Sym.inverse(order).stream().map(s.order()::get).toList();
        if (moves.equals(Sym.straight(moves.size()))) {
            return s.symbol();
        }
        if (moves.getFirst() != 0) {
            throw new IllegalStateException("the batch stays first, but " + s.order() + " should become " + order);
        }
        return turned.computeIfAbsent(List.of(s.symbol(), moves),
                _ -> Layers.permute(moves.stream().skip(1).mapToInt(a -> a).toArray()).named(names.next("permute")).on(s.symbol()));
    }

    /** Whether a value's first axis is its batch. */
    static boolean batchFirst(Sym s) {
        return s != null && s.order().getFirst() == 0;
    }

    /** A layer without weights on some symbols, with the node's name. */
    Applied on(Layer layer, NodeProto node, Symbol... inputs) {
        return layer.named(names.next(name(node))).on(inputs);
    }

    private static String name(NodeProto node) {
        String name = node.getName().isEmpty() ? node.getOpType().toLowerCase(java.util.Locale.ROOT) : node.getName();
        String end = "/" + node.getOpType();
        int cut = name.lastIndexOf(end);
        return cut > 0 && name.substring(cut + end.length()).matches("(_\\d+)?") ? name.substring(0, cut) : name;
    }

    /**
     * A layer with weights. Nodes that take the same weights for the same layer become calls of one.
     *
     * @param of the weights' names in the file; the first that is there gives the layer its name
     * @param values the weights by their names in the layer
     */
    Applied on(Layer layer, NodeProto node, List<String> of, Map<String, NDArray> values, Symbol... inputs) {
        List<Object> key = List.of(layer, of);
        boolean named = !of.isEmpty() && file.numbers().containsKey(of.getFirst());
        Layer one = shared.get(key);
        if (one == null || of.isEmpty()) {
            String name = names.next(named ? Names.owner(of.getFirst()) : name(node));
            one = layer.named(name);
            shared.put(key, one);
            values.forEach((w, v) -> weights.put(name + "/" + w, v));
        }
        return one.on(inputs);
    }

    // ---- all others

    /** Nodes that are run as ONNX says. */
    private void general(List<Integer> unit) {
        Set<Integer> all = new java.util.TreeSet<>(unit);
        unit.forEach(i -> shapes(i, all));
        List<NodeProto> nodes = all.stream().map(file.nodes()::get).toList();
        Set<String> made = new HashSet<>();
        nodes.forEach(n -> made.addAll(n.getOutputList()));
        List<String> takes = nodes.stream().flatMap(n -> Values.taken(n).stream()).distinct().filter(n -> !made.contains(n) && syms.containsKey(n)).toList();
        List<String> gives = unit.stream().flatMap(i -> file.nodes().get(i).getOutputList().stream())
                .filter(o -> !o.isEmpty() && values.tensor(o) != null && values.kind(o) == Kind.CLEAN && isTakenOutside(o, nodes)).toList();
        if (gives.isEmpty()) {
            return;
        }
        if (nodes.size() == 1 && Operators.isElementwise(nodes.getFirst()) && asItLies(nodes.getFirst(), takes, gives)) {
            return;
        }
        List<List<Integer>> returns = gives.stream().map(this::batchToFront).toList();
        Map<String, NDArray> constants = new LinkedHashMap<>();
        Map<String, NDArray> learn = new LinkedHashMap<>();
        for (NodeProto node : nodes) {
            for (String name : Values.taken(node)) {
                if (!made.contains(name) && values.kind(name) == Kind.KNOWN) {
                    (Weights.learns(node, name, values) ? learn : constants).put(name, values.numbers(name));
                }
            }
        }
        // What one node needs beforehand does not learn for another.
        constants.keySet().forEach(learn::remove);
        add(new OnnxNodes(nodes, file.opset(), takes, takes.stream().map(n -> syms.get(n).order()).toList(), gives, returns, constants, learn),
                file.nodes().get(unit.getLast()), takes, gives, returns.stream().map(Sym::inverse).toList());
    }

    private void add(OnnxNodes layer, NodeProto node, List<String> takes, List<String> gives, List<List<Integer>> orders) {
        Applied out = on(layer, node, takes.stream().map(n -> syms.get(n).symbol()).toArray(Symbol[]::new));
        for (int i = 0; i < gives.size(); i++) {
            put(gives.get(i), new Sym(out.output(i), orders.get(i)));
        }
    }

    private void shapes(int node, Set<Integer> into) {
        for (String name : Values.taken(file.nodes().get(node))) {
            if (values.kind(name) == Kind.SHAPELY && into.add(maker.get(name))) {
                shapes(maker.get(name), into);
            }
        }
    }

    private boolean isTakenOutside(String name, List<NodeProto> nodes) {
        return file.outputs().contains(name) || takers.getOrDefault(name, List.of()).stream().anyMatch(n -> !nodes.contains(n));
    }

    private List<Integer> batchToFront(String name) {
        int at = values.batchAxis(name);
        List<Integer> order = new ArrayList<>(Sym.straight(values.shape(name).rank()));
        order.add(0, order.remove(at));
        return order;
    }

    /** One node, number by number, in the order in which its data lie. */
    private boolean asItLies(NodeProto node, List<String> takes, List<String> gives) {
        int rank = values.shape(gives.getFirst()).rank();
        List<Integer> order = takes.isEmpty() ? List.of() : syms.get(takes.getFirst()).order();
        if (gives.size() != 1 || order.size() != rank || takes.stream().anyMatch(n -> !syms.get(n).order().equals(order))) {
            return false;
        }
        Map<String, NDArray> constants = new LinkedHashMap<>();
        Map<String, NDArray> learn = new LinkedHashMap<>();
        for (String name : Values.taken(node)) {
            if (values.kind(name) == Kind.KNOWN) {
                NDArray lies = Weights.lying(values.numbers(name), order);
                (Weights.learns(node, name, values) ? learn : constants).put(name, lies);
            }
        }
        List<List<Integer>> straight = takes.stream().map(_ -> Sym.straight(rank)).toList();
        add(new OnnxNodes(List.of(node), file.opset(), takes, straight, gives, List.of(Sym.straight(rank)), constants, learn), node, takes, gives, List.of(order));
        return true;
    }

    static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(i -> i).toArray();
    }


}
