package dyp.formats.onnx.ops;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All operators that are read, and the one place where they are run. */
public final class Operators {
    private static final int FEW = 4096;
    private static final Map<String, Operator> ONNX = new TreeMap<>();
    private static final Map<String, Operator> ML = new TreeMap<>();

    static {
        Functions.list(ONNX);
        Views.list(ONNX);
        Folds.list(ONNX);
        Pictures.list(ONNX);
        Sizes.list(ONNX);
        Recurrences.list(ONNX);
        Bodies.list(ONNX);
        Learned.list(ML);
        Trees.list(ML);
    }

    private Operators() {}

    /**
     * Runs a node on symbols and puts what it gives under its outputs' names.
     *
     * @param names where its inputs are found
     * @throws DypException that names the node, where it cannot be run
     */
    public static void run(NodeProto node, long opset, Call.Names names, Map<String, Tensor> into) {
        Operator op = find(node);
        List<Tensor> in = new ArrayList<>();
        for (String name : node.getInputList()) {
            Tensor t = name.isEmpty() ? null : names.get(name);
            if (t == null && !name.isEmpty()) {
                throw new DypException(words(node) + " takes '" + name + "', which nothing before it gives.");
            }
            in.add(t);
        }
        List<Tensor> out;
        try {
            out = op.run(new Call(node, in, opset, names));
        } catch (DypException e) {
            throw e.getMessage().startsWith("Node ") ? e : new DypException(words(node) + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // Attributes and inputs may be anything; an operator checks what makes a difference to its message.
            throw new DypException(words(node) + " on " + in + " cannot be run with what it is told: " + e.getMessage() + ".", e);
        }
        for (int i = 0; i < node.getOutputCount() && i < out.size(); i++) {
            if (!node.getOutput(i).isEmpty()) {
                into.put(node.getOutput(i), folded(out.get(i), in));
            }
        }
    }

    /** What follows from a few known numbers is a few known numbers: the ways to shapes and places are long. */
    private static Tensor folded(Tensor out, List<Tensor> in) {
        boolean known = !(out.op() instanceof Leaf) && out.shape().size() <= FEW && in.stream().allMatch(t -> t == null || t.op() instanceof Leaf.Constant)
                && Call.isKnown(out);
        return known ? Tensor.constant(out.value()) : out;
    }

    /** @throws DypException where there is no such operator */
    public static Operator find(NodeProto node) {
        String domain = node.getDomain();
        Operator op = (domain.isEmpty() || domain.equals("ai.onnx") ? ONNX : domain.equals("ai.onnx.ml") ? ML : Map.<String, Operator>of()).get(node.getOpType());
        if (op == null) {
            throw new DypException(words(node) + " is of an operator that is not read. Of ONNX are read " + String.join(", ", ONNX.keySet()) + "; of ai.onnx.ml "
                    + String.join(", ", ML.keySet()) + ".");
        }
        return op;
    }

    public static boolean isElementwise(NodeProto node) {
        return node.getDomain().isEmpty() && Functions.isElementwise(node.getOpType());
    }

    /** A node in a message. */
    public static String words(NodeProto node) {
        return "Node " + (node.getName().isEmpty() ? "" : "'" + node.getName() + "' ") + "(" + (node.getDomain().isEmpty() ? "" : node.getDomain() + " ")
                + node.getOpType() + ")";
    }
}
