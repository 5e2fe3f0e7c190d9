package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Functions of a file's own, written out where they are called. */
final class Functions {
    private static final int MOST = 1_000_000;
    private static final int DEEPEST = 32;
    private final Map<String, FunctionProto> functions = new HashMap<>();
    private final List<NodeProto> out = new ArrayList<>();
    private int calls;

    private Functions() {}

    static List<NodeProto> inlined(ModelProto model) {
        Functions f = new Functions();
        model.getFunctionsList().forEach(p -> f.functions.put(p.getDomain() + "/" + p.getName(), p));
        f.write(model.getGraph().getNodeList(), Map.of(), "", Map.of(), 0);
        return f.out;
    }

    private void write(List<NodeProto> nodes, Map<String, String> names, String prefix, Map<String, AttributeProto> told, int depth) {
        for (NodeProto node : nodes) {
            NodeProto here = prefix.isEmpty() ? node : renamed(node, names, prefix, told);
            FunctionProto f = functions.get(here.getDomain() + "/" + here.getOpType());
            if (f == null) {
                out.add(here);
            } else {
                call(here, f, depth);
            }
            if (depth > DEEPEST || out.size() > MOST) {
                throw new DypException("its functions call each other without an end, or are too large when written out.");
            }
        }
    }

    private void call(NodeProto node, FunctionProto f, int depth) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < f.getInputCount(); i++) {
            names.put(f.getInput(i), i < node.getInputCount() ? node.getInput(i) : "");
        }
        for (int i = 0; i < f.getOutputCount() && i < node.getOutputCount(); i++) {
            names.put(f.getOutput(i), node.getOutput(i));
        }
        Map<String, AttributeProto> told = new HashMap<>();
        f.getAttributeProtoList().forEach(a -> told.put(a.getName(), a));
        node.getAttributeList().forEach(a -> told.put(a.getName(), a));
        write(f.getNodeList(), names, (node.getName().isEmpty() ? f.getName() : node.getName()) + "_" + calls++ + "/", told, depth + 1);
    }

    private static NodeProto renamed(NodeProto node, Map<String, String> names, String prefix, Map<String, AttributeProto> told) {
        NodeProto.Builder with = node.toBuilder().setName(prefix + node.getName()).clearInput().clearOutput().clearAttribute();
        node.getInputList().forEach(n -> with.addInput(n.isEmpty() ? "" : names.getOrDefault(n, prefix + n)));
        node.getOutputList().forEach(n -> with.addOutput(n.isEmpty() ? "" : names.getOrDefault(n, prefix + n)));
        for (AttributeProto a : node.getAttributeList()) {
            if (a.getRefAttrName().isEmpty()) {
                with.addAttribute(a);
            } else if (told.containsKey(a.getRefAttrName())) {
                with.addAttribute(told.get(a.getRefAttrName()).toBuilder().setName(a.getName()));
            }
        }
        return with.build();
    }
}
