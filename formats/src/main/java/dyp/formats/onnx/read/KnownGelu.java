package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.nn.Activation;
import dyp.nn.Layers;
import java.util.ArrayList;
import java.util.List;

/** GELU, which files before opset 20 say in five nodes: x / sqrt(2), erf, + 1, times x, times 1/2, the last two in either order. */
final class KnownGelu {
    private KnownGelu() {}

    static boolean build(NodeProto node, Assembly on) {
        boolean divides = node.getOpType().equals("Div");
        if (!node.getDomain().isEmpty() || !divides && !node.getOpType().equals("Mul") || node.getInputCount() != 2) {
            return false;
        }
        int at = on.sym(node, 0) != null ? 0 : 1;
        Sym x = on.sym(node, at);
        if (x == null || divides && at == 1 || !isNumber(node, 1 - at, divides ? Math.sqrt(2) : Math.sqrt(0.5), on)) {
            return false;
        }
        String name = node.getInput(at);
        List<NodeProto> nodes = new ArrayList<>();
        NodeProto erf = on.onlyTaker(node.getOutput(0), "Erf");
        NodeProto add = erf == null ? null : on.onlyTaker(erf.getOutput(0), "Add");
        NodeProto product = add == null || !isNumber(add, add.getInput(0).equals(erf.getOutput(0)) ? 1 : 0, 1, on) ? null : on.onlyTaker(add.getOutput(0), "Mul");
        if (product == null) {
            return false;
        }
        nodes.addAll(List.of(erf, add, product));
        String other = product.getInput(product.getInput(0).equals(add.getOutput(0)) ? 1 : 0);
        if (other.equals(name)) {
            NodeProto half = on.onlyTaker(product.getOutput(0), "Mul");
            if (half == null || !isNumber(half, half.getInput(0).equals(product.getOutput(0)) ? 1 : 0, 0.5, on)) {
                return false;
            }
            nodes.add(half);
        } else if (!isHalf(other, name, on)) {
            return false;
        }
        nodes.forEach(on::done);
        on.put(nodes.getLast().getOutput(0), new Sym(on.on(Layers.activation(Activation.GELU), node, x.symbol()), x.order()));
        return true;
    }

    private static boolean isHalf(String value, String of, Assembly on) {
        NodeProto node = on.maker(value);
        return node != null && node.getOpType().equals("Mul") && node.getInputCount() == 2 && node.getInputList().contains(of)
                && isNumber(node, node.getInput(0).equals(of) ? 1 : 0, 0.5, on);
    }

    private static boolean isNumber(NodeProto node, int i, double value, Assembly on) {
        return on.isKnown(node, i) && on.numbers(node, i).size() == 1 && Math.abs(on.numbers(node, i).at(0) - value) < 1e-4;
    }
}
