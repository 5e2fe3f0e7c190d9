package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.formats.onnx.ops.Call;
import dyp.nn.Layer;
import dyp.nn.LayerNormalization;
import dyp.nn.Layers;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Dense layers, embeddings, layer normalization. */
final class KnownProducts {
    private KnownProducts() {}

    static boolean build(NodeProto node, Assembly on) {
        return node.getDomain().isEmpty() && switch (node.getOpType()) {
            case "Gemm" -> gemm(node, on);
            case "MatMul" -> matmul(node, on);
            case "Gather" -> embedding(node, on);
            case "LayerNormalization" -> normalize(node, on);
            default -> false;
        };
    }

    private static boolean gemm(NodeProto node, Assembly on) {
        Call c = on.told(node);
        Sym x = on.sym(node, 0);
        NDArray k = on.numbers(node, 1);
        NDArray bias = on.numbers(node, 2);
        if (!Assembly.batchFirst(x) || x.rank() != 2 || k == null || Assembly.has(node, 2) && bias == null || c.integer("transA", 0) != 0
                || c.number("alpha", 1) != 1 || c.number("beta", 1) != 1) {
            return false;
        }
        NDArray kernel = c.integer("transB", 0) != 0 ? Weights.turned(k, 1, 0) : k;
        int units = kernel.shape().last();
        if (bias != null && bias.size() != units) {
            return false;
        }
        on.put(node.getOutput(0), new Sym(on.on(Layers.dense(units).useBias(bias != null), node, node.getInputList().subList(1, node.getInputCount()),
                weights(kernel, bias), x.symbol()), x.order()));
        return true;
    }

    private static Map<String, NDArray> weights(NDArray kernel, NDArray bias) {
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put("kernel", kernel);
        if (bias != null) {
            all.put("bias", bias);
        }
        return all;
    }

    /** A product over the last axis, and the bias that alone is made of it. */
    private static boolean matmul(NodeProto node, Assembly on) {
        Sym x = on.sym(node, 0);
        NDArray kernel = on.numbers(node, 1);
        if (x == null || kernel == null || kernel.shape().rank() != 2 || x.rank() < 2 || x.symbol().dtype() != DType.FLOAT32) {
            return false;
        }
        int last = x.rank() - 1;
        if (x.order().get(last) != last) {
            if (!Assembly.batchFirst(x)) {
                return false;
            }
            x = new Sym(on.lying(x, Sym.straight(x.rank())), Sym.straight(x.rank()));
        }
        int units = kernel.shape().last();
        Tail tail = Tail.of(node, x.order(), units, on);
        Tail.put(node, tail, on.on(Layers.dense(units).useBias(tail != null), node, Tail.names(List.of(node.getInput(1)), tail),
                weights(kernel, tail == null ? null : tail.bias()), x.symbol()), x.order(), on);
        return true;
    }

    private static boolean embedding(NodeProto node, Assembly on) {
        NDArray table = on.numbers(node, 0);
        Sym at = on.sym(node, 1);
        if (table == null || table.shape().rank() != 2 || table.dtype() != DType.FLOAT32 || at == null || !at.isStraight() || at.symbol().dtype() != DType.INT32
                || on.told(node).integer("axis", 0) != 0) {
            return false;
        }
        on.put(node.getOutput(0), new Sym(on.on(Layers.embedding(table.shape().dim(0), table.shape().dim(1)), node, List.of(node.getInput(0)),
                Map.of("embeddings", table), at.symbol()), Sym.straight(at.rank() + 1)));
        return true;
    }

    private static boolean normalize(NodeProto node, Assembly on) {
        Sym x = on.sym(node, 0);
        NDArray gamma = on.numbers(node, 1);
        NDArray beta = on.numbers(node, 2);
        if (!Assembly.batchFirst(x) || gamma == null || Assembly.has(node, 2) && beta == null || on.isTaken(node, 1) || on.isTaken(node, 2)) {
            return false;
        }
        Call c = on.told(node);
        int first = Math.floorMod(c.integer("axis", -1), x.rank());
        Shape row = on.values.shape(node.getInput(0)).slice(first, x.rank());
        if (first == 0 || !gamma.shape().equals(row) || beta != null && !beta.shape().equals(row)) {
            return false;
        }
        // Along the last axis alone it does not matter how the others lie.
        boolean asIs = first == x.rank() - 1 && x.order().get(first) == first;
        Sym in = asIs ? x : new Sym(on.lying(x, Sym.straight(x.rank())), Sym.straight(x.rank()));
        LayerNormalization layer = Layers.layerNormalization().epsilon(c.number("epsilon", 1e-5));
        Layer whole = first == x.rank() - 1 ? layer : layer.axis(IntStream.range(first, x.rank()).toArray());
        whole = beta == null ? ((LayerNormalization) whole).center(false) : whole;
        Map<String, NDArray> weights = new LinkedHashMap<>(Map.of("gamma", gamma));
        if (beta != null) {
            weights.put("beta", beta);
        }
        on.put(node.getOutput(0), new Sym(on.on(whole, node, node.getInputList().subList(1, node.getInputCount()), weights, in.symbol()), in.order()));
        return true;
    }

}
