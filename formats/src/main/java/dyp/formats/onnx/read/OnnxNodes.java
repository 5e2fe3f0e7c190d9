package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.formats.onnx.ops.Operators;
import dyp.nn.Joint;
import dyp.nn.Parameter;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A node of an ONNX file, or several that hang together, as a layer: for what no layer of Dyp's own says. It is run as ONNX says; its weights
 * learn. It goes back into .onnx files, and not into others.
 *
 * @param opset the version of ONNX that the nodes are of
 * @param takes the names of the values that come in
 * @param turns for each input, the order of axes that makes it lie as in the file; the layers' data have the batch first
 * @param gives the names of the values that go out
 * @param returns for each output, the order of axes that puts its batch first
 * @param constants numbers that stay
 * @param weights first values of the numbers that learn
 */
record OnnxNodes(List<NodeProto> nodes, long opset, List<String> takes, List<List<Integer>> turns, List<String> gives, List<List<Integer>> returns,
        Map<String, NDArray> constants, Map<String, NDArray> weights) implements Joint {
    @Override
    public List<Tensor> apply(List<Tensor> given, Scope scope) {
        Map<String, Tensor> values = new HashMap<>();
        constants.forEach((name, value) -> values.put(name, Tensor.constant(value)));
        weights.forEach((name, value) -> values.put(name, scope.weight(Names.part(name),
                Parameter.of((shape, seed, stream) -> value.copy()), value.shape().dims())));
        for (int i = 0; i < takes.size(); i++) {
            values.put(takes.get(i), turned(given.get(i), turns.get(i)));
        }
        for (NodeProto node : nodes) {
            Operators.run(node, opset, values::get, values);
        }
        List<Tensor> out = new ArrayList<>();
        for (int i = 0; i < gives.size(); i++) {
            out.add(turned(values.get(gives.get(i)), returns.get(i)));
        }
        return out;
    }

    private static Tensor turned(Tensor t, List<Integer> order) {
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i) != i) {
                return t.transpose(order.stream().mapToInt(a -> a).toArray());
            }
        }
        return t;
    }

    @Override
    public String kind() {
        return nodes.getLast().getOpType().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "OnnxNodes" + nodes.stream().map(NodeProto::getOpType).toList();
    }
}
