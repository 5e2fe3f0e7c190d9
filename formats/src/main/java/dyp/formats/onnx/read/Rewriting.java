package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.formats.onnx.ops.Call;
import dyp.tensor.NDArray;
import java.util.List;
import java.util.Map;

/** Nodes said otherwise before anything is made of them. */
final class Rewriting {
    private Rewriting() {}

    /** The numbers of a linear model, which stand among the node's attributes, as weights, so that they learn. */
    static NodeProto learning(NodeProto node, Map<String, NDArray> numbers) {
        if (!node.getDomain().equals("ai.onnx.ml") || !node.getOpType().startsWith("Linear") || node.getInputCount() != 1) {
            return node;
        }
        Call c = new Call(node, List.of(), 0, null);
        float[] all = c.floats("coefficients");
        float[] intercepts = c.floats("intercepts");
        int classes = Math.max(c.ints("classlabels_ints", new int[0]).length, c.texts("classlabels_strings").size());
        int rows = intercepts.length > 0 ? intercepts.length : node.getOpType().equals("LinearRegressor") ? c.integer("targets", 1) : classes;
        if (rows < 1 || all.length == 0 || all.length % rows != 0) {
            return node;
        }
        NodeProto.Builder with = node.toBuilder().clearAttribute().addInput(put(numbers, node, "coefficients", NDArray.of(all, rows, all.length / rows)));
        if (intercepts.length > 0) {
            with.addInput(put(numbers, node, "intercepts", NDArray.of(intercepts)));
        }
        for (AttributeProto a : node.getAttributeList()) {
            if (!a.getName().equals("coefficients")) {
                with.addAttribute(a);
            }
        }
        return with.build();
    }

    private static String put(Map<String, NDArray> numbers, NodeProto node, String what, NDArray value) {
        String name = (node.getName().isEmpty() ? node.getOpType() : node.getName()) + "/" + what;
        while (numbers.containsKey(name)) {
            name += "_";
        }
        numbers.put(name, value);
        return name;
    }
}
