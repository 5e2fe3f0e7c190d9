package dyp.formats.onnx.ops;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dyp.formats.onnx.proto.Tensors;
import dyp.op.Scan;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Nodes with bodies: Scan; Loop with a known number of turns, each written out; If with a known answer. */
final class Bodies {
    /** Nodes that loops may be written out to. */
    private static final long MOST = 100_000;

    private Bodies() {}

    static void list(Map<String, Operator> all) {
        all.put("Scan", Bodies::scan);
        all.put("Loop", Bodies::loop);
        all.put("If", c -> run(c.graph(c.known(0).at(0) != 0 ? "then_branch" : "else_branch"), List.of(), c));
    }

    /** A graph's outputs. It sees the names around it. */
    private static List<Tensor> run(GraphProto graph, List<Tensor> inputs, Call c) {
        if (graph.getInputCount() != inputs.size()) {
            throw new DypException("a body takes " + graph.getInputCount() + " inputs, but " + inputs.size() + " come.");
        }
        Map<String, Tensor> values = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.getInput(i).getName(), inputs.get(i));
        }
        for (TensorProto t : graph.getInitializerList()) {
            values.put(t.getName(), Tensor.constant(Tensors.read(t, null)));
        }
        Call.Names names = n -> values.containsKey(n) ? values.get(n) : c.scope().get(n);
        for (NodeProto node : graph.getNodeList()) {
            Operators.run(node, c.opset(), names, values);
        }
        List<Tensor> out = new ArrayList<>();
        graph.getOutputList().forEach(o -> {
            Tensor t = names.get(o.getName());
            if (t == null) {
                throw new DypException("a body's output '" + o.getName() + "' is given by none of its nodes.");
            }
            out.add(t);
        });
        return out;
    }

    private static List<Tensor> scan(Call c) {
        GraphProto body = c.graph("body");
        int sequences = c.integer("num_scan_inputs", -1);
        int carried = c.in().size() - sequences;
        int outputs = body.getOutputCount() - carried;
        if (sequences < 1 || carried < 0 || outputs < 0) {
            throw new DypException("num_scan_inputs is " + sequences + ", which does not go with " + c.in().size() + " inputs and "
                    + body.getOutputCount() + " outputs of the body.");
        }
        int[] axes = c.ints("scan_input_axes", new int[sequences]);
        int[] outAxes = c.ints("scan_output_axes", new int[outputs]);
        int[] back = c.ints("scan_input_directions", new int[sequences]);
        int[] outBack = c.ints("scan_output_directions", new int[outputs]);
        if (axes.length != sequences || back.length != sequences || outAxes.length != outputs || outBack.length != outputs) {
            throw new DypException("directions and axes are to be one for each sequence.");
        }
        boolean reverse = back[0] != 0;
        List<Tensor> in = new ArrayList<>();
        for (int i = 0; i < sequences; i++) {
            Tensor s = moved(c.in(carried + i), axes[i], 0);
            in.add(back[i] != 0 == reverse ? s : turned(s));
        }
        Scan.Result result = Scan.run(in.getFirst().shape().dim(0), reverse, c.in().subList(0, carried).stream().map(Call::real).toList(), in, (states, now) -> {
            List<Tensor> all = new ArrayList<>(states);
            all.addAll(now);
            List<Tensor> out = run(body, all, c);
            return new Scan.Next(out.subList(0, carried), out.subList(carried, out.size()).stream().map(Call::real).toList());
        });
        List<Tensor> out = new ArrayList<>(result.last());
        for (int i = 0; i < outputs; i++) {
            Tensor s = result.outputs().get(i);
            out.add(moved(outBack[i] != 0 == reverse ? s : turned(s), 0, outAxes[i]));
        }
        return out;
    }

    private static Tensor turned(Tensor s) {
        int n = s.shape().dim(0);
        return s.gather(0, Views.ints(IntStream.range(0, n).map(i -> n - 1 - i).toArray()));
    }

    private static Tensor moved(Tensor t, int from, int to) {
        int a = t.shape().axis(from);
        int b = t.shape().axis(to);
        if (a == b) {
            return t;
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, t.shape().rank()).boxed().toList());
        order.add(b, order.remove(a));
        return t.transpose(order.stream().mapToInt(i -> i).toArray());
    }

    private static List<Tensor> loop(Call c) {
        GraphProto body = c.graph("body");
        if (c.opt(0) == null) {
            throw new DypException("a loop that does not say how often it runs is not read.");
        }
        long turns = Math.max(0, c.knownInts(0)[0]);
        if (turns * Math.max(1, body.getNodeCount()) > MOST) {
            throw new DypException("a loop of " + turns + " turns of " + body.getNodeCount() + " nodes is too long to be written out.");
        }
        int carried = c.in().size() - 2;
        List<Tensor> now = new ArrayList<>(c.in().subList(2, c.in().size()));
        List<List<Tensor>> kept = new ArrayList<>();
        boolean goes = c.opt(1) == null || c.known(1).at(0) != 0;
        for (int i = 0; i < turns && goes; i++) {
            List<Tensor> in = new ArrayList<>(List.of(Views.ints(i).reshape(dyp.tensor.Shape.SCALAR), Tensor.scalar(1)));
            in.addAll(now);
            List<Tensor> out = run(body, in, c);
            if (!Call.isKnown(out.getFirst())) {
                throw new DypException("a loop that ends when the data say so is not read.");
            }
            goes = out.getFirst().value().at(0) != 0;
            now = out.subList(1, 1 + carried);
            kept.add(out.subList(1 + carried, out.size()));
        }
        List<Tensor> out = new ArrayList<>(now);
        for (int k = 0; k < body.getOutputCount() - 1 - carried; k++) {
            int which = k;
            if (kept.isEmpty()) {
                throw new DypException("a loop without a turn gives nothing to keep.");
            }
            out.add(Tensor.concat(0, kept.stream().map(l -> l.get(which)).map(t -> t.reshape(t.shape().batch(1))).toArray(Tensor[]::new)));
        }
        return out;
    }

}
