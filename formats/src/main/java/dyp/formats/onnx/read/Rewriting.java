package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.formats.onnx.ops.Call;
import dyp.formats.onnx.proto.Tensors;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes said otherwise before anything is made of them. */
final class Rewriting {
    private Rewriting() {}

    static List<NodeProto> of(List<NodeProto> nodes, int fixed, Map<String, NDArray> numbers) {
        List<NodeProto> out = new ArrayList<>();
        Map<String, NDArray> known = new HashMap<>(numbers);
        for (NodeProto node : nodes) {
            if (fixed > 0 && node.getOpType().equals("Constant") && node.getAttributeCount() == 1 && node.getAttribute(0).hasT()
                    && Tensors.dtype(node.getAttribute(0).getT().getDataType()) == DType.INT32) {
                known.put(node.getOutput(0), Tensors.read(node.getAttribute(0).getT(), null));
            }
            NodeProto here = learning(node, numbers);
            out.add(fixed > 0 ? open(here, fixed, known, numbers) : here);
        }
        return out;
    }

    /** The numbers of a linear model, which stand among the node's attributes, as weights, so that they learn. */
    private static NodeProto learning(NodeProto node, Map<String, NDArray> numbers) {
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

    /** A reshape to the batch that a file was made for, as one to any batch: for that batch it says the same. */
    private static NodeProto open(NodeProto node, int batch, Map<String, NDArray> known, Map<String, NDArray> numbers) {
        NDArray to = node.getOpType().equals("Reshape") && node.getInputCount() > 1 ? known.get(node.getInput(1)) : null;
        if (to == null || to.dtype() != DType.INT32 || to.size() == 0 || to.at(0) != batch) {
            return node;
        }
        int[] dims = to.ints().clone();
        boolean whole = java.util.Arrays.stream(dims).allMatch(d -> d > 0);
        dims[0] = whole ? -1 : 0;
        return node.toBuilder().setInput(1, put(numbers, node, "shape", NDArray.of(dims))).build();
    }
}
