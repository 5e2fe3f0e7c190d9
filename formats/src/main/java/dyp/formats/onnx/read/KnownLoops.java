package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.formats.onnx.ops.Call;
import dyp.nn.Applied;
import dyp.nn.Layer;
import dyp.nn.Layers;
import dyp.nn.Recurrent;
import dyp.nn.Symbol;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** LSTM, GRU and RNN in their usual form, in one direction or both. */
final class KnownLoops {
    /** Time before the batch. */
    private static final List<Integer> STEPS_FIRST = List.of(1, 0, 2);
    /** (steps, directions, batch, units) of (batch, steps, directions, units). */
    private static final List<Integer> ALL = List.of(1, 2, 0, 3);

    private KnownLoops() {}

    static boolean build(NodeProto node, Assembly on) {
        int gates = switch (node.getOpType()) {
            case "LSTM" -> 4;
            case "GRU" -> 3;
            case "RNN" -> 1;
            default -> 0;
        };
        Sym x = on.sym(node, 0);
        if (gates == 0 || !node.getDomain().isEmpty() || x == null) {
            return false;
        }
        Call c = on.told(node);
        String direction = c.text("direction", "forward");
        boolean both = direction.equals("bidirectional");
        boolean back = direction.equals("reverse");
        List<NDArray> weights = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            weights.add(on.numbers(node, i));
        }
        boolean usual = usual(c, gates) && c.integer("layout", 0) == 0 && x.order().get(1) == 0
                && weights.get(0) != null && weights.get(1) != null && (weights.get(2) != null || !Assembly.has(node, 3))
                && !Assembly.has(node, 4) && begins(node, 5, on) && begins(node, 6, on) && !Assembly.has(node, 7)
                && !(back && on.isTaken(node, 0));
        if (!usual) {
            return false;
        }
        boolean sequences = on.isTaken(node, 0);
        boolean states = on.isTaken(node, 1) || on.isTaken(node, 2);
        int units = weights.get(1).shape().last();
        boolean after = c.integer("linear_before_reset", 0) != 0;
        Recurrent<?> one = switch (gates) {
            case 4 -> Layers.lstm(units).useBias(weights.get(2) != null);
            case 3 -> Layers.gru(units).useBias(weights.get(2) != null).resetAfter(after);
            default -> Layers.simpleRnn(units).useBias(weights.get(2) != null);
        };
        one = ((Recurrent<?>) ((Recurrent<?>) one.returnSequences(sequences)).returnState(states)).goBackwards(back);
        Layer layer = both ? Layers.bidirectional(one) : one;
        Map<String, NDArray> values = new LinkedHashMap<>();
        for (int d = 0; d < (both ? 2 : 1); d++) {
            put(values, both ? d == 0 ? "forward_layer/" : "backward_layer/" : "", d, gates, units, after, weights);
        }
        Symbol in = on.lying(x, STEPS_FIRST);
        Applied out = on.on(layer, node, node.getInputList().subList(1, Math.min(4, node.getInputCount())), values, in);
        give(node, on, out, units, both, sequences, gates == 4 ? 2 : 1);
        return true;
    }

    /** Whether a first state is left out, or is zeros. */
    private static boolean begins(NodeProto node, int i, Assembly on) {
        if (!Assembly.has(node, i)) {
            return true;
        }
        Values.Kind kind = on.values.kind(node.getInput(i));
        if (kind != Values.Kind.KNOWN && kind != Values.Kind.SHAPELY) {
            return false;
        }
        NDArray first = on.values.numbers(node.getInput(i));
        return java.util.stream.IntStream.range(0, first.size()).allMatch(j -> first.at(j) == 0);
    }

    private static boolean usual(Call c, int gates) {
        List<String> names = c.texts("activations");
        List<String> each = gates == 4 ? List.of("Sigmoid", "Tanh", "Tanh") : gates == 3 ? List.of("Sigmoid", "Tanh") : List.of("Tanh");
        boolean same = names.isEmpty() || names.size() % each.size() == 0 && java.util.stream.IntStream.range(0, names.size())
                .allMatch(i -> names.get(i).equals(each.get(i % each.size())));
        return same && !c.has("clip") && c.integer("input_forget", 0) == 0;
    }

    /** One direction's weights as the layer has them. */
    private static void put(Map<String, NDArray> values, String prefix, int d, int gates, int units, boolean after, List<NDArray> weights) {
        int[] order = gates == 4 ? new int[] {0, 2, 3, 1} : gates == 3 ? new int[] {0, 1, 2} : new int[] {0};
        values.put(prefix + "kernel", matrix(weights.get(0), d, order));
        values.put(prefix + "recurrent_kernel", matrix(weights.get(1), d, order));
        if (weights.get(2) != null) {
            NDArray b = weights.get(2).rows(d, d + 1).reshape(2, gates * units);
            NDArray of = Weights.blocks(b.rows(0, 1).reshape(gates * units), order);
            NDArray state = Weights.blocks(b.rows(1, 2).reshape(gates * units), order);
            values.put(prefix + "bias", gates == 3 && after ? NDArray.generate(Shape.of(2, 3 * units), i -> i < 3 * units ? of.at(i) : state.at(i - 3 * units))
                    : Weights.sum(of, state));
        }
    }

    private static NDArray matrix(NDArray w, int d, int... order) {
        NDArray one = w.rows(d, d + 1).reshape(w.shape().dim(1), w.shape().dim(2));
        return Weights.turned(Weights.blocks(one, order), 1, 0);
    }

    private static void give(NodeProto node, Assembly on, Applied out, int units, boolean both, boolean sequences, int states) {
        int directions = both ? 2 : 1;
        if (sequences) {
            int steps = out.shape().dim(0);
            NodeProto squeeze = directions == 1 ? on.onlyTaker(node.getOutput(0), "Squeeze") : null;
            if (squeeze != null && axes(squeeze, on).equals(List.of(1))) {
                on.done(squeeze);
                on.put(squeeze.getOutput(0), new Sym(out, STEPS_FIRST));
            } else {
                on.put(node.getOutput(0), new Sym(on.on(Layers.reshape(steps, directions, units), node, out), ALL));
            }
        }
        for (int s = 0; s < states; s++) {
            if (!on.isTaken(node, 1 + s)) {
                continue;
            }
            NodeProto squeeze = directions == 1 ? on.onlyTaker(node.getOutput(1 + s), "Squeeze") : null;
            if (squeeze != null && axes(squeeze, on).equals(List.of(0))) {
                on.done(squeeze);
                on.put(squeeze.getOutput(0), new Sym(out.output(1 + s), Sym.straight(2)));
            } else {
                Symbol all = both ? on.on(Layers.concatenate(), node, out.output(1 + s), out.output(1 + states + s)) : out.output(1 + s);
                on.put(node.getOutput(1 + s), new Sym(on.on(Layers.reshape(directions, units), node, all), STEPS_FIRST));
            }
        }
    }

    private static List<Integer> axes(NodeProto squeeze, Assembly on) {
        int[] axes = on.told(squeeze).ints("axes", 1);
        return axes == null ? List.of() : Arrays.stream(axes).boxed().toList();
    }
}
