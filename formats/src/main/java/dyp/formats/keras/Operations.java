package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dyp.nn.Activation;
import dyp.op.Einsum;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What Keras's operations ({@code keras.ops}) compute, as far as models are written down with them. Axes count the batch, as there. */
final class Operations {
    /** A fold over axes that stay with length 1. */
    private interface Fold {
        Tensor of(Tensor x, int... axes);
    }

    private static final Map<String, UnaryOperator<Tensor>> ONE = new TreeMap<>(Map.ofEntries(
            Map.entry("Negative", Tensor::neg), Map.entry("Absolute", Tensor::abs), Map.entry("Abs", Tensor::abs), Map.entry("Sign", Tensor::sign),
            Map.entry("Floor", Tensor::floor), Map.entry("Square", Tensor::square), Map.entry("Sqrt", Tensor::sqrt), Map.entry("Exp", Tensor::exp),
            Map.entry("Rsqrt", x -> Tensor.scalar(1).div(x.sqrt())), Map.entry("Reciprocal", x -> Tensor.scalar(1).div(x)), Map.entry("Expm1", Tensor::expm1),
            Map.entry("Log", Tensor::log), Map.entry("Log1p", x -> x.add(1).log()), Map.entry("Sin", Tensor::sin), Map.entry("Cos", Tensor::cos),
            Map.entry("Erf", Tensor::erf), Map.entry("StopGradient", Tensor::stopGradient), Map.entry("Identity", x -> x)));
    private static final Map<String, BinaryOperator<Tensor>> TWO = new TreeMap<>(Map.ofEntries(
            Map.entry("Add", Tensor::add), Map.entry("Subtract", Tensor::sub), Map.entry("Multiply", Tensor::mul), Map.entry("Divide", Tensor::div),
            Map.entry("TrueDivide", Tensor::div), Map.entry("Maximum", Tensor::maximum), Map.entry("Minimum", Tensor::minimum),
            Map.entry("Greater", (x, y) -> y.less(x)), Map.entry("Less", Tensor::less), Map.entry("Equal", Tensor::equal),
            Map.entry("GreaterEqual", (x, y) -> not(x.less(y))), Map.entry("LessEqual", (x, y) -> not(y.less(x))), Map.entry("NotEqual", (x, y) -> not(x.equal(y)))));
    private static final Map<String, Fold> FOLDS = new TreeMap<>(Map.of("Mean", Tensor::mean, "Sum", Tensor::sum, "Max", Tensor::max, "Amax", Tensor::max, "Min", Tensor::min,
            "Amin", Tensor::min, "Var", Operations::variance, "Std", (x, axes) -> variance(x, axes).sqrt(),
            "Logsumexp", (x, axes) -> x.sub(x.max(axes)).exp().sum(axes).log().add(x.max(axes)), "Norm", (x, axes) -> x.square().sum(axes).sqrt()));
    /** Functions that layers have as activations, by Keras's name for the class. */
    private static final Map<String, Activation> ACTIVATIONS = new TreeMap<>(Map.ofEntries(Map.entry("Relu", Activation.RELU), Map.entry("Relu6", Activation.RELU6),
            Map.entry("Sigmoid", Activation.SIGMOID), Map.entry("Tanh", Activation.TANH), Map.entry("Softplus", Activation.SOFTPLUS), Map.entry("Softsign", Activation.SOFTSIGN),
            Map.entry("Silu", Activation.SILU), Map.entry("HardSigmoid", Activation.HARD_SIGMOID), Map.entry("HardSilu", Activation.HARD_SILU),
            Map.entry("HardTanh", Activation.HARD_TANH), Map.entry("LogSigmoid", Activation.LOG_SIGMOID), Map.entry("Mish", Activation.MISH), Map.entry("Selu", Activation.SELU)));
    private static final List<String> OTHERS = List.of("Power", "Where", "Clip", "Cast", "Reshape", "Transpose", "ExpandDims", "Squeeze", "Swapaxes", "Moveaxis", "Concatenate",
            "Stack", "Split", "Flip", "Pad", "GetItem", "Matmul", "Einsum", "Argmax", "Softmax", "LogSoftmax", "Gelu", "OneHot", "Normalize");
    static final Set<String> NAMES = new TreeSet<>(Stream.of(ONE.keySet(), TWO.keySet(), FOLDS.keySet(), ACTIVATIONS.keySet(), OTHERS).flatMap(Collection::stream).toList());

    private Operations() {}

    /** @param args as in the file, for what is no number */
    static List<Tensor> apply(String name, JsonNode config, List<Tensor> in, JsonNode args) {
        Tensor x = in.getFirst();
        if (name.equals("Split")) {
            return split(x, config);
        }
        return List.of(ONE.containsKey(name) ? ONE.get(name).apply(x) : TWO.containsKey(name) ? TWO.get(name).apply(x, in.get(1))
                : FOLDS.containsKey(name) ? fold(FOLDS.get(name), x, config) : ACTIVATIONS.containsKey(name) ? ACTIVATIONS.get(name).of(x)
                : other(name, x, in, config, args));
    }

    private static Tensor other(String name, Tensor x, List<Tensor> in, JsonNode config, JsonNode args) {
        return switch (name) {
            case "Power" -> args.path(1).isNumber() && args.get(1).doubleValue() == 2 ? x.square() : x.pow(in.get(1));
            case "Where" -> Tensor.where(x, in.get(1), in.get(2));
            case "Clip" -> x.clip(Values.number(config.path("x_min"), "x_min"), Values.number(config.path("x_max"), "x_max"));
            case "Cast" -> x.cast(config.path("dtype").asText().matches("u?int.*|bool") ? DType.INT32 : DType.FLOAT32);
            case "Reshape" -> x.reshape(ints(config.path("newshape"), "newshape"));
            case "Transpose" -> x.transpose(config.path("axes").isNull() ? new int[0] : ints(config.path("axes"), "axes"));
            case "ExpandDims" -> inserted(x, ints(config.path("axis"), "axis"));
            case "Squeeze" -> squeezed(x, config.path("axis").isNull() ? ones(x.shape()) : ints(config.path("axis"), "axis"));
            case "Swapaxes" -> {
                int[] order = IntStream.range(0, x.shape().rank()).toArray();
                int a = axis(x, config, "axis1"), b = axis(x, config, "axis2");
                order[a] = b;
                order[b] = a;
                yield x.transpose(order);
            }
            case "Moveaxis" -> {
                List<Integer> order = new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
                order.add(axis(x, config, "destination"), order.remove(axis(x, config, "source")));
                yield x.transpose(order.stream().mapToInt(i -> i).toArray());
            }
            case "Concatenate" -> Tensor.concat(axis(x, config, "axis"), in.toArray(Tensor[]::new));
            case "Stack" -> {
                int[] axis = ints(config.path("axis"), "axis");
                yield Tensor.concat(axis[0] < 0 ? axis[0] + x.shape().rank() + 1 : axis[0], in.stream().map(t -> inserted(t, axis)).toArray(Tensor[]::new));
            }
            case "Flip" -> {
                Tensor y = x;
                for (int a : config.path("axis").isNull() ? IntStream.range(0, x.shape().rank()).toArray() : ints(config.path("axis"), "axis")) {
                    int n = x.shape().dim(x.shape().axis(a));
                    y = y.gather(a, Tensor.constant(NDArray.of(IntStream.range(0, n).map(i -> n - 1 - i).toArray())));
                }
                yield y;
            }
            case "Pad" -> padded(x, config);
            case "GetItem" -> item(x, args.path(1));
            case "Matmul" -> x.matmul(in.get(1));
            case "Einsum" -> Einsum.einsum(Values.text(config.path("subscripts"), "subscripts"), x, in.get(1));
            case "Argmax" -> {
                int a = axis(x, config, "axis");
                yield config.path("keepdims").asBoolean() ? x.argmax(a) : squeezed(x.argmax(a), a);
            }
            case "Softmax" -> onLast(x, axis(x, config, "axis"), Tensor::softmax);
            case "LogSoftmax" -> onLast(x, axis(x, config, "axis"), Tensor::logSoftmax);
            case "Gelu" -> (config.path("approximate").asBoolean(true) ? Activation.GELU_APPROXIMATE : Activation.GELU).of(x);
            case "OneHot" -> x.oneHot(Values.whole(config.path("num_classes"), "num_classes"));
            case "Normalize" -> x.div(x.square().sum(axis(x, config, "axis")).sqrt().maximum(Tensor.scalar(config.path("epsilon").asDouble(1e-7))));
            default -> throw new IllegalStateException("listed, but not written: " + name);
        };
    }

    private static Tensor not(Tensor x) {
        return Tensor.scalar(1).sub(x);
    }

    private static Tensor variance(Tensor x, int... axes) {
        return x.sub(x.mean(axes)).square().mean(axes);
    }

    private static Tensor fold(Fold fold, Tensor x, JsonNode config) {
        int[] axes = config.path("axis").isNull() ? IntStream.range(0, x.shape().rank()).toArray() : ints(config.path("axis"), "axis");
        Tensor folded = fold.of(x, axes);
        return config.path("keepdims").asBoolean() ? folded : squeezed(folded, axes);
    }

    private static List<Tensor> split(Tensor x, JsonNode config) {
        int axis = axis(x, config, "axis"), length = x.shape().dim(axis);
        JsonNode at = config.path("indices_or_sections");
        int[] cuts = at.isArray() ? ints(at, "indices_or_sections")
                : IntStream.range(1, Values.whole(at, "indices_or_sections")).map(i -> i * length / at.intValue()).toArray();
        List<Tensor> parts = new ArrayList<>();
        for (int i = 0; i <= cuts.length; i++) {
            parts.add(x.slice(axis, i == 0 ? 0 : cuts[i - 1], i == cuts.length ? length : cuts[i]));
        }
        return parts;
    }

    private static Tensor padded(Tensor x, JsonNode config) {
        int[] before = new int[x.shape().rank()], after = new int[before.length];
        JsonNode width = config.path("pad_width");
        if (!config.path("mode").asText("constant").equals("constant") || width.size() != before.length) {
            throw Values.expected("a pair per axis, with mode 'constant'", width, "pad_width");
        }
        for (int i = 0; i < before.length; i++) {
            before[i] = Values.whole(width.get(i).path(0), "pad_width");
            after[i] = Values.whole(width.get(i).path(1), "pad_width");
        }
        return x.pad(before, after);
    }

    /** {@code x[key]}: numbers, slices that go forward, new axes and an ellipsis. */
    private static Tensor item(Tensor x, JsonNode key) {
        List<JsonNode> keys = new ArrayList<>();
        (key.isArray() ? key : List.of(key)).forEach(keys::add);
        int taken = (int) keys.stream().filter(k -> !k.isNull() && !is(k, "__ellipsis__")).count();
        Tensor y = x;
        int axis = 0;
        for (JsonNode k : keys) {
            if (k.isNull()) {
                y = inserted(y, axis++);
            } else if (is(k, "__ellipsis__")) {
                axis += x.shape().rank() - taken;
            } else if (k.isNumber()) {
                int i = Values.whole(k, "key"), n = y.shape().dim(axis), at = i < 0 ? i + n : i;
                y = squeezed(y.slice(axis, at, at + 1), axis);
            } else if (is(k, "__slice__")) {
                y = sliced(y, axis++, k.path("config"));
            } else {
                throw Values.expected("numbers and slices", k, "key");
            }
        }
        return y;
    }

    private static boolean is(JsonNode node, String kind) {
        return node.path("class_name").asText().equals(kind);
    }

    private static Tensor sliced(Tensor x, int axis, JsonNode slice) {
        int n = x.shape().dim(axis), step = slice.path("step").asInt(1);
        if (step < 1) {
            throw Values.expected("a step forward", slice, "slice");
        }
        int from = place(slice.path("start"), 0, n), to = place(slice.path("stop"), n, n);
        if (step == 1) {
            return from == 0 && to == n ? x : x.slice(axis, from, to);
        }
        return x.gather(axis, Tensor.constant(NDArray.of(IntStream.iterate(from, i -> i < to, i -> i + step).toArray())));
    }

    private static int place(JsonNode node, int missing, int n) {
        int i = node.isNumber() ? Values.whole(node, "slice") : missing;
        return Math.clamp(i < 0 ? i + n : i, 0, n);
    }

    // ---- axes

    private static int[] ints(JsonNode node, String key) {
        return node.isArray() ? node.valueStream().mapToInt(n -> Values.whole(n, key)).toArray() : new int[] {Values.whole(node, key)};
    }

    private static int axis(Tensor x, JsonNode config, String key) {
        return x.shape().axis(Values.whole(config.path(key), key));
    }

    private static int[] ones(Shape shape) {
        return IntStream.range(0, shape.rank()).filter(i -> shape.dim(i) == 1).toArray();
    }

    private static Tensor squeezed(Tensor x, int... axes) {
        Set<Integer> gone = new TreeSet<>(Arrays.stream(axes).map(x.shape()::axis).boxed().toList());
        int[] left = IntStream.range(0, x.shape().rank()).filter(i -> !gone.contains(i)).map(x.shape()::dim).toArray();
        if (Shape.of(left).size() != x.shape().size()) {
            throw new DypException("Only axes of length 1 can be squeezed out, but of " + x.shape() + " the axes " + gone + " shall go.");
        }
        return x.reshape(Shape.of(left));
    }

    private static Tensor inserted(Tensor x, int... axes) {
        int rank = x.shape().rank() + axes.length;
        Set<Integer> fresh = new TreeSet<>(Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).boxed().toList());
        int[] dims = new int[rank];
        for (int i = 0, from = 0; i < rank; i++) {
            dims[i] = fresh.contains(i) ? 1 : x.shape().dim(from++);
        }
        return x.reshape(Shape.of(dims));
    }

    private static Tensor onLast(Tensor x, int axis, UnaryOperator<Tensor> function) {
        int last = x.shape().rank() - 1;
        if (axis == last) {
            return function.apply(x);
        }
        int[] order = IntStream.range(0, last + 1).map(i -> i == axis ? last : i == last ? axis : i).toArray();
        return function.apply(x.transpose(order)).transpose(order);
    }
}
