package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The bias that stands behind a product or convolution as a node of its own, perhaps with transposes and empty casts between.
 *
 * @param bias the number for each unit
 * @param name its name in the file
 * @param nodes the nodes on the way, the addition last
 * @param order how the sum lies
 */
record Tail(NDArray bias, String name, List<NodeProto> nodes, List<Integer> order) {
    /** @param order how what the node gives will lie, its units last; null where there is no such bias */
    static Tail of(NodeProto node, List<Integer> order, int units, Assembly on) {
        List<NodeProto> nodes = new ArrayList<>();
        List<Integer> now = order;
        String name = node.getOutput(0);
        NodeProto next = on.onlyTaker(name);
        while (next != null && next.getDomain().isEmpty()) {
            nodes.add(next);
            switch (next.getOpType()) {
                case "Cast" -> {
                    if (!isEmpty(next, on)) {
                        return null;
                    }
                }
                case "Transpose" -> {
                    int[] perm = on.told(next).ints("perm");
                    List<Integer> before = now;
                    now = perm == null ? now.reversed() : Arrays.stream(perm).mapToObj(before::get).toList();
                }
                case "Add" -> {
                    int other = next.getInputCount() != 2 ? -1 : next.getInput(0).equals(name) ? 1 : 0;
                    NDArray bias = other < 0 ? null : on.numbers(next, other);
                    return bias == null || !fits(bias, now, units) ? null : new Tail(bias.reshape(units), next.getInput(other), nodes, now);
                }
                default -> {
                    return null;
                }
            }
            name = next.getOutput(0);
            next = on.onlyTaker(name);
        }
        return null;
    }

    /** Whether a cast leaves numbers as they are. */
    static boolean isEmpty(NodeProto cast, Assembly on) {
        return on.values.tensor(cast.getInput(0)).dtype() == DType.FLOAT32 && on.values.tensor(cast.getOutput(0)).dtype() == DType.FLOAT32
                && on.told(cast).integer("to", 0) != ai.onnx.proto.OnnxMl.TensorProto.DataType.BOOL_VALUE;
    }

    private static boolean fits(NDArray bias, List<Integer> order, int units) {
        if (bias.size() != units || bias.shape().rank() > order.size() || bias.shape().rank() == 0) {
            return false;
        }
        NDArray lies = units == 1 ? bias : Weights.lying(bias, order);
        int last = lies.shape().rank() - 1;
        return units == 1 || IntStream.range(0, last).allMatch(i -> lies.shape().dim(i) == 1) && lies.shape().last() == units;
    }

    /** The weights' names, that of the bias too. */
    static List<String> names(List<String> names, Tail tail) {
        List<String> all = new ArrayList<>(names);
        if (tail != null) {
            all.add(tail.name);
        }
        return all;
    }

    /** Says where the node's result stands, or, with its bias, the sum. */
    static void put(NodeProto node, Tail tail, dyp.nn.Symbol y, List<Integer> order, Assembly on) {
        if (tail == null) {
            on.put(node.getOutput(0), new Sym(y, order));
        } else {
            tail.nodes.forEach(on::done);
            on.put(tail.nodes.getLast().getOutput(0), new Sym(y, tail.order));
        }
    }
}
