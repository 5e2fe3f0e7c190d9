package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.formats.onnx.ops.Call;
import dyp.nn.Activation;
import dyp.nn.Layer;
import dyp.nn.Layers;
import dyp.nn.Symbol;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Activations, merges and changes of shape. */
final class KnownShapes {
    private KnownShapes() {}

    static boolean build(NodeProto node, Assembly on) {
        Sym x = on.sym(node, 0);
        if (!node.getDomain().isEmpty()) {
            return false;
        }
        return switch (node.getOpType()) {
            case "Identity" -> alias(node, x, on);
            case "Cast" -> x != null && Tail.isEmpty(node, on) && alias(node, x, on);
            case "Dropout" -> dropout(node, x, on);
            case "Transpose" -> transpose(node, x, on);
            case "Sigmoid" -> x != null && (swish(node, x, on) || same(Layers.activation(Activation.SIGMOID), node, x, on));
            case "Add", "Sum" -> merge(Layers.add(), node, on);
            case "Sub" -> merge(Layers.subtract(), node, on);
            case "Mul" -> merge(Layers.multiply(), node, on);
            case "Max" -> merge(Layers.maximum(), node, on);
            case "Min" -> merge(Layers.minimum(), node, on);
            case "Concat" -> concat(node, on);
            case "Flatten", "Reshape", "Squeeze", "Unsqueeze" -> reshape(node, x, on);
            case "PRelu" -> prelu(node, x, on);
            default -> {
                Layer layer = x == null ? null : activation(node, x, on.told(node), on);
                yield layer != null && same(layer, node, x, on);
            }
        };
    }

    private static boolean alias(NodeProto node, Sym x, Assembly on) {
        if (x != null) {
            on.put(node.getOutput(0), x);
        }
        return x != null;
    }

    private static boolean same(Layer layer, NodeProto node, Sym x, Assembly on) {
        on.put(node.getOutput(0), new Sym(on.on(layer, node, x.symbol()), x.order()));
        return true;
    }

    private static boolean dropout(NodeProto node, Sym x, Assembly on) {
        if (x == null || on.isTaken(node, 1)) {
            return false;
        }
        Call c = on.told(node);
        NDArray said = on.numbers(node, 1);
        double rate = c.has("ratio") ? c.number("ratio", 0.5) : said == null ? 0.5 : said.at(0);
        return rate < 0 || rate >= 1 ? alias(node, x, on) : same(Layers.dropout(rate), node, x, on);
    }

    private static boolean transpose(NodeProto node, Sym x, Assembly on) {
        if (x == null) {
            return false;
        }
        int[] perm = on.told(node).ints("perm");
        List<Integer> order = perm == null ? x.order().reversed() : Arrays.stream(perm).mapToObj(a -> x.order().get(Math.floorMod(a, x.rank()))).toList();
        on.put(node.getOutput(0), new Sym(x.symbol(), order));
        return true;
    }

    /** x times sigmoid(x). */
    private static boolean swish(NodeProto node, Sym x, Assembly on) {
        NodeProto product = on.onlyTaker(node.getOutput(0), "Mul");
        if (product == null || !product.getInputList().contains(node.getInput(0)) || product.getInputCount() != 2) {
            return false;
        }
        on.done(product);
        on.put(product.getOutput(0), new Sym(on.on(Layers.activation(Activation.SILU), node, x.symbol()), x.order()));
        return true;
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) < 1e-6;
    }

    /** Null where there is no such activation. */
    private static Layer activation(NodeProto node, Sym x, Call c, Assembly on) {
        Activation a = switch (node.getOpType()) {
            case "Relu" -> Activation.RELU;
            case "Tanh" -> Activation.TANH;
            case "Softplus" -> Activation.SOFTPLUS;
            case "Softsign" -> Activation.SOFTSIGN;
            case "Mish" -> Activation.MISH;
            case "HardSwish" -> Activation.HARD_SILU;
            case "Exp" -> Activation.EXPONENTIAL;
            case "Gelu" -> c.text("approximate", "none").equals("tanh") ? Activation.GELU_APPROXIMATE : Activation.GELU;
            case "HardSigmoid" -> near(c.number("alpha", 0.2), 1.0 / 6) && near(c.number("beta", 0.5), 0.5) ? Activation.HARD_SIGMOID : null;
            case "Selu" -> near(c.number("alpha", 1.6732632423543772), 1.6732632423543772) && near(c.number("gamma", 1.0507009873554805), 1.0507009873554805)
                    ? Activation.SELU : null;
            case "Softmax" -> isLast(x, c) ? Activation.SOFTMAX : null;
            case "LogSoftmax" -> isLast(x, c) ? Activation.LOG_SOFTMAX : null;
            default -> null;
        };
        return a != null ? Layers.activation(a) : switch (node.getOpType()) {
            case "LeakyRelu" -> Layers.leakyRelu(c.number("alpha", 0.01));
            case "Elu" -> Layers.elu(c.number("alpha", 1));
            case "Clip" -> bounds(node, c, on);
            default -> null;
        };
    }

    private static boolean isLast(Sym x, Call c) {
        int axis = Math.floorMod(c.integer("axis", c.opset() < 13 ? 1 : -1), x.rank());
        return x.order().get(axis) == x.rank() - 1 && (c.opset() >= 13 || axis == x.rank() - 1);
    }

    private static Layer bounds(NodeProto node, Call c, Assembly on) {
        if (Assembly.has(node, 1) && !on.isKnown(node, 1) || Assembly.has(node, 2) && !on.isKnown(node, 2)) {
            return null;
        }
        double low = c.has("min") ? c.number("min", 0) : Assembly.has(node, 1) ? on.numbers(node, 1).at(0) : Double.NaN;
        double high = c.has("max") ? c.number("max", 0) : Assembly.has(node, 2) ? on.numbers(node, 2).at(0) : Double.POSITIVE_INFINITY;
        return low == 0 && high > 0 ? Layers.relu().maxValue(high >= Float.MAX_VALUE ? Double.POSITIVE_INFINITY : high) : null;
    }

    /** A slope for each place, of which axes of length 1 are shared. */
    private static boolean prelu(NodeProto node, Sym x, Assembly on) {
        NDArray slope = on.numbers(node, 1);
        if (x == null || slope == null || slope.shape().rank() > x.rank()) {
            return false;
        }
        NDArray lies = Weights.lying(slope, x.order());
        Shape shape = slope.size() == 1 ? Shape.of(IntStream.range(0, x.rank()).map(_ -> 1).toArray()) : lies.shape();
        int[] shared = IntStream.range(1, x.rank()).filter(i -> shape.dim(i) == 1).toArray();
        boolean fits = shape.dim(0) == 1 && IntStream.range(1, x.rank()).allMatch(i -> shape.dim(i) == 1 || shape.dim(i) == x.sample()[i - 1]);
        if (fits) {
            on.put(node.getOutput(0), new Sym(on.on(Layers.prelu().sharedAxes(shared), node, List.of(node.getInput(1)), Map.of("alpha", lies), x.symbol()), x.order()));
        }
        return fits;
    }

    private static boolean merge(Layer layer, NodeProto node, Assembly on) {
        List<Sym> all = node.getInputList().stream().map(on::sym).toList();
        int rank = on.values.shape(node.getOutput(0)).rank();
        if (all.size() < 2 || all.stream().anyMatch(s -> s == null || s.rank() != rank || s.symbol().dtype() != DType.FLOAT32)
                || all.stream().anyMatch(s -> s.order().indexOf(0) != all.getFirst().order().indexOf(0))) {
            return false;
        }
        // As the largest of them lies.
        List<Integer> order = all.stream().reduce((a, b) -> size(b) > size(a) ? b : a).orElseThrow().order();
        on.put(node.getOutput(0), new Sym(on.on(layer, node, all.stream().map(s -> on.lying(s, order)).toArray(Symbol[]::new)), order));
        return true;
    }

    private static int size(Sym s) {
        return s.symbol().shape().size();
    }

    private static boolean concat(NodeProto node, Assembly on) {
        List<Sym> all = node.getInputList().stream().map(on::sym).toList();
        if (all.stream().anyMatch(s -> s == null || s.rank() != all.getFirst().rank() || s.order().indexOf(0) != all.getFirst().order().indexOf(0))) {
            return false;
        }
        List<Integer> order = all.getFirst().order();
        int axis = order.get(Math.floorMod(on.told(node).integer("axis", 1), order.size()));
        if (axis == 0) {
            return false;
        }
        Layer layer = Layers.concatenate(axis == order.size() - 1 ? -1 : axis);
        on.put(node.getOutput(0), new Sym(on.on(layer, node, all.stream().map(s -> on.lying(s, order)).toArray(Symbol[]::new)), order));
        return true;
    }

    /** Another shape for each sample. */
    private static boolean reshape(NodeProto node, Sym x, Assembly on) {
        Shape to = on.values.shape(node.getOutput(0));
        if (!Assembly.batchFirst(x) || to.rank() < 1 || on.values.batchAxis(node.getOutput(0)) != 0) {
            return false;
        }
        // Axes of length 1 may stand anywhere.
        List<Integer> longAxes = x.order().stream().filter(a -> a > 0 && x.sample()[a - 1] != 1).toList();
        boolean inOrder = IntStream.range(1, longAxes.size()).allMatch(i -> longAxes.get(i - 1) < longAxes.get(i));
        Symbol from = inOrder ? x.symbol() : on.lying(x, Sym.straight(x.rank()));
        int[] sample = to.sample().dims();
        List<Integer> straight = new ArrayList<>(Sym.straight(to.rank()));
        Symbol y = Arrays.equals(sample, from.shape().dims()) ? from
                : on.on(sample.length == 1 ? Layers.flatten() : Layers.reshape(sample), node, from);
        on.put(node.getOutput(0), new Sym(y, straight));
        return true;
    }
}
