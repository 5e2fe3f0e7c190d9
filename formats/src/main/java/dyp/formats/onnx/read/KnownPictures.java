package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.formats.onnx.proto.Tensors;
import dyp.formats.onnx.ops.Call;
import dyp.formats.onnx.ops.Pictures;
import dyp.formats.onnx.ops.Sizes;
import dyp.nn.Filters;
import dyp.nn.Layer;
import dyp.nn.Layers;
import dyp.nn.Symbol;
import dyp.nn.Windowed;
import dyp.op.Padding;
import dyp.op.Resize;
import dyp.op.Window;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Convolutions, pools, batch normalization, borders and larger pictures, with their channels last. */
final class KnownPictures {
    private KnownPictures() {}

    static boolean build(NodeProto node, Assembly on) {
        Sym x = on.sym(node, 0);
        if (!node.getDomain().isEmpty() || !Assembly.batchFirst(x)) {
            return false;
        }
        if (node.getOpType().equals("BatchNormalization")) {
            return normalize(node, x, on);
        }
        int spatial = x.rank() - 2;
        return spatial >= 1 && spatial <= 3 && switch (node.getOpType()) {
            case "Conv" -> convolve(node, x, spatial, on);
            case "ConvTranspose" -> transposed(node, x, spatial, on);
            case "MaxPool" -> !on.isTaken(node, 1) && pool(node, x, spatial, true, on);
            case "AveragePool" -> pool(node, x, spatial, false, on);
            case "GlobalAveragePool" -> give(node, on.on(globalMean(spatial, true), node, picture(x, on)), on);
            case "GlobalMaxPool" -> give(node, on.on(switch (spatial) {
                case 1 -> Layers.globalMaxPooling1d().keepdims(true);
                case 2 -> Layers.globalMaxPooling2d().keepdims(true);
                default -> Layers.globalMaxPooling3d().keepdims(true);
            }, node, picture(x, on)), on);
            case "ReduceMean" -> mean(node, x, spatial, on);
            case "Pad" -> pad(node, x, spatial, on);
            case "Slice" -> crop(node, x, spatial, on);
            case "Resize", "Upsample" -> grow(node, x, spatial, on);
            default -> false;
        };
    }

    private static Symbol picture(Sym x, Assembly on) {
        return on.lying(x, Sym.channelsLast(x.rank()));
    }

    private static boolean give(NodeProto node, Symbol y, Assembly on) {
        on.put(node.getOutput(0), new Sym(y, Sym.channelsLast(y.shape().rank() + 1)));
        return true;
    }

    /** Keras's word for a window's border; null where it has none. */
    private static Padding padding(Window w, Shape input) {
        for (Padding p : w.rank() == 1 ? Padding.values() : new Padding[] {Padding.VALID, Padding.SAME}) {
            if (Window.over(input, w.size(), w.stride(), w.dilation(), p).equals(w)) {
                return p;
            }
        }
        return null;
    }

    private static Layer border(List<Integer> before, List<Integer> after) {
        int[] both = IntStream.range(0, 2 * before.size()).map(i -> i % 2 == 0 ? before.get(i / 2) : after.get(i / 2)).toArray();
        return switch (before.size()) {
            case 1 -> Layers.zeroPadding1d(both);
            case 2 -> Layers.zeroPadding2d(both);
            default -> Layers.zeroPadding3d(both);
        };
    }

    private static boolean convolve(NodeProto node, Sym x, int spatial, Assembly on) {
        NDArray k = on.numbers(node, 1);
        if (k == null || k.shape().rank() != spatial + 2 || Assembly.has(node, 2) && !on.isKnown(node, 2)) {
            return false;
        }
        Tail tail = Assembly.has(node, 2) ? null : Tail.of(node, Sym.channelsLast(x.rank()), k.shape().dim(0), on);
        NDArray bias = tail == null ? on.numbers(node, 2) : tail.bias();
        Call c = on.told(node);
        Symbol in = picture(x, on);
        Window w = Pictures.window(c, in.shape().slice(0, spatial).dims(), k.shape().slice(2, spatial + 2).dims());
        int groups = c.integer("group", 1);
        int filters = k.shape().dim(0);
        Padding p = padding(w, in.shape().batch(1));
        if (p == null) {
            in = on.on(border(w.before(), w.after()), node, in);
            p = Padding.VALID;
        }
        boolean each = groups > 1 && groups == in.shape().last() && spatial < 3 && p != Padding.CAUSAL && filters % groups == 0;
        Layer layer = each ? spatial == 1
                ? set(Layers.depthwiseConv1d(1).kernelSize(Assembly.ints(w.size())).dilation(Assembly.ints(w.dilation())).useBias(bias != null).depthMultiplier(filters / groups), w, p)
                : set(Layers.depthwiseConv2d(1).kernelSize(Assembly.ints(w.size())).dilation(Assembly.ints(w.dilation())).useBias(bias != null).depthMultiplier(filters / groups), w, p)
                : switch (spatial) {
                    case 1 -> filters(Layers.conv1d(filters, 1).groups(groups), w, p, bias);
                    case 2 -> filters(Layers.conv2d(filters, 1).groups(groups), w, p, bias);
                    default -> filters(Layers.conv3d(filters, 1).groups(groups), w, p, bias);
                };
        NDArray kernel = Weights.kernel(k);
        if (each) {
            int[] dims = Arrays.copyOf(kernel.shape().dims(), spatial + 2);
            dims[spatial] = groups;
            dims[spatial + 1] = filters / groups;
            kernel = kernel.reshape(dims);
        }
        Tail.put(node, tail, on.on(layer, node, Tail.names(names(node), tail), weights(kernel, bias), in), Sym.channelsLast(x.rank()), on);
        return true;
    }

    private static List<String> names(NodeProto node) {
        return node.getInputList().subList(1, node.getInputCount());
    }

    private static Map<String, NDArray> weights(NDArray kernel, NDArray bias) {
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put("kernel", kernel);
        if (bias != null) {
            all.put("bias", bias);
        }
        return all;
    }

    private static <L extends Filters<L>> L filters(L layer, Window w, Padding p, NDArray bias) {
        return set(layer.kernelSize(Assembly.ints(w.size())), w, p, bias != null, Assembly.ints(w.dilation()));
    }

    private static <L extends Filters<L>> L set(L layer, Window w, Padding p, boolean useBias, int[] dilation) {
        L with = ((Filters<L>) layer.strides(Assembly.ints(w.stride()))).padding(p);
        return ((Filters<L>) ((Filters<L>) with).dilation(dilation)).useBias(useBias);
    }

    private static <L extends Windowed<L>> L set(L layer, Window w, Padding p) {
        return layer.strides(Assembly.ints(w.stride())).padding(p);
    }

    private static boolean transposed(NodeProto node, Sym x, int spatial, Assembly on) {
        NDArray k = on.numbers(node, 1);
        NDArray bias = on.numbers(node, 2);
        Call c = on.told(node);
        if (k == null || k.shape().rank() != spatial + 2 || Assembly.has(node, 2) && bias == null || c.integer("group", 1) != 1
                || !c.text("auto_pad", "NOTSET").equals("NOTSET") || c.has("output_shape")) {
            return false;
        }
        Symbol in = picture(x, on);
        Window w = Pictures.window(c, in.shape().slice(0, spatial).dims(), k.shape().slice(2, spatial + 2).dims());
        Shape out = on.values.shape(node.getOutput(0));
        Padding p = Arrays.stream(new Padding[] {Padding.VALID, Padding.SAME}).filter(q -> fits(w, q, in.shape(), out)).findFirst().orElse(null);
        if (p == null) {
            return false;
        }
        int filters = k.shape().dim(1);
        Layer layer = switch (spatial) {
            case 1 -> filters(Layers.conv1dTranspose(filters, 1), w, p, bias);
            case 2 -> filters(Layers.conv2dTranspose(filters, 1), w, p, bias);
            default -> filters(Layers.conv3dTranspose(filters, 1), w, p, bias);
        };
        return give(node, on.on(layer, node, names(node), weights(Weights.kernel(k), bias), in), on);
    }

    /** Whether Keras's layer cuts as much away at the beginning of each axis, and is as long. */
    private static boolean fits(Window w, Padding p, Shape in, Shape out) {
        return IntStream.range(0, w.rank()).allMatch(i -> {
            int span = (w.size().get(i) - 1) * w.dilation().get(i) + 1;
            int all = (in.dim(i) - 1) * w.stride().get(i) + span;
            int length = p == Padding.VALID ? all - span + Math.max(w.stride().get(i), span) : all - span + w.stride().get(i);
            int cut = p == Padding.VALID ? 0 : span - 1 - Math.min(Math.ceilDiv(length - all + 2 * (span - 1), 2), span - 1);
            return length == out.dim(i + 2) && cut == w.before().get(i);
        });
    }

    private static boolean pool(NodeProto node, Sym x, int spatial, boolean max, Assembly on) {
        Call c = on.told(node);
        Symbol in = picture(x, on);
        Window w = Pictures.pool(c, in.shape().slice(0, spatial).dims());
        Padding p = padding(w, in.shape().batch(1));
        // Zeros count for a mean that says so; and they are never the largest where nothing is below 0.
        boolean counted = p != Padding.VALID && (max ? p == null && on.isNotNegative(node.getInput(0)) : c.integer("count_include_pad", 0) != 0);
        if (w.dilation().stream().anyMatch(d -> d != 1) || p == Padding.CAUSAL || !counted && p == null || counted && !max && c.integer("ceil_mode", 0) != 0) {
            return false;
        }
        if (counted) {
            in = on.on(border(w.before(), w.after()), node, in);
            p = Padding.VALID;
        }
        int[] size = Assembly.ints(w.size());
        Layer layer = switch (spatial) {
            case 1 -> max ? set(Layers.maxPooling1d(size), w, p) : set(Layers.averagePooling1d(size), w, p);
            case 2 -> max ? set(Layers.maxPooling2d(size), w, p) : set(Layers.averagePooling2d(size), w, p);
            default -> max ? set(Layers.maxPooling3d(size), w, p) : set(Layers.averagePooling3d(size), w, p);
        };
        return give(node, on.on(layer, node, in), on);
    }

    private static Layer globalMean(int spatial, boolean keep) {
        return switch (spatial) {
            case 1 -> Layers.globalAveragePooling1d().keepdims(keep);
            case 2 -> Layers.globalAveragePooling2d().keepdims(keep);
            default -> Layers.globalAveragePooling3d().keepdims(keep);
        };
    }

    /** A mean over all axes between batch and channels. */
    private static boolean mean(NodeProto node, Sym x, int spatial, Assembly on) {
        Call c = on.told(node);
        int[] axes = c.ints("axes", 1);
        int last = x.order().indexOf(x.rank() - 1);
        if (axes == null || axes.length != spatial || Arrays.stream(axes).map(a -> Math.floorMod(a, x.rank())).anyMatch(a -> a == 0 || a == last)) {
            return false;
        }
        boolean keep = c.integer("keepdims", 1) != 0;
        on.put(node.getOutput(0), new Sym(on.on(globalMean(spatial, keep), node, x.symbol()), keep ? x.order() : Sym.straight(2)));
        return true;
    }

    private static boolean normalize(NodeProto node, Sym x, Assembly on) {
        Call c = on.told(node);
        List<NDArray> all = IntStream.range(1, 5).mapToObj(i -> on.numbers(node, i)).toList();
        if (x.rank() < 2 || all.contains(null) || on.isTaken(node, 1) || c.integer("training_mode", 0) != 0) {
            return false;
        }
        int axis = x.order().get(1);
        Layer layer = Layers.batchNormalization().axis(axis == x.rank() - 1 ? -1 : axis).epsilon(c.number("epsilon", 1e-5)).momentum(c.number("momentum", 0.9));
        Map<String, NDArray> weights = new LinkedHashMap<>();
        List<String> words = List.of("gamma", "beta", "moving_mean", "moving_variance");
        IntStream.range(0, 4).forEach(i -> weights.put(words.get(i), all.get(i)));
        on.put(node.getOutput(0), new Sym(on.on(layer, node, names(node), weights, x.symbol()), x.order()));
        return true;
    }

    /** Zeros around the picture alone. */
    private static boolean pad(NodeProto node, Sym x, int spatial, Assembly on) {
        Call c = on.told(node);
        if (!c.text("mode", "constant").equals("constant") || Assembly.has(node, 1) && !on.isKnown(node, 1) || Assembly.has(node, 3)
                || Assembly.has(node, 2) && (!on.isKnown(node, 2) || Math.abs(on.numbers(node, 2).at(0)) > Tensors.NEARLY_ZERO) || c.number("value", 0) != 0) {
            return false;
        }
        int[] pads = c.ints("pads", 1);
        int rank = x.rank();
        if (pads == null || pads.length != 2 * rank || Arrays.stream(pads).anyMatch(p -> p < 0)) {
            return false;
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        List<Integer> back = Sym.inverse(x.order());
        for (int i = 0; i < rank; i++) {
            before.add(pads[back.get(i)]);
            after.add(pads[rank + back.get(i)]);
        }
        if (before.getFirst() + after.getFirst() + before.getLast() + after.getLast() != 0) {
            return false;
        }
        on.put(node.getOutput(0), new Sym(on.on(border(before.subList(1, rank - 1), after.subList(1, rank - 1)), node, x.symbol()), x.order()));
        return true;
    }

    /** A part cut out of the picture in one piece. */
    private static boolean crop(NodeProto node, Sym x, int spatial, Assembly on) {
        Call c = on.told(node);
        boolean known = IntStream.range(1, node.getInputCount()).allMatch(i -> !Assembly.has(node, i) || on.isKnown(node, i));
        int[] starts = known ? c.ints("starts", 1) : null;
        int[] axes = known ? c.ints("axes", 3) : null;
        if (starts == null || axes == null || axes.length != starts.length || !x.order().equals(Sym.channelsLast(x.rank())) && !x.isStraight()
                || Assembly.has(node, 4) && Arrays.stream(c.knownInts(4)).anyMatch(s -> s != 1)) {
            return false;
        }
        int[] cut = new int[2 * spatial];
        Shape after = on.values.shape(node.getOutput(0));
        for (int i = 0; i < axes.length; i++) {
            int axis = Math.floorMod(axes[i], x.rank());
            int place = x.order().get(axis) - 1;
            if (place < 0 || place >= spatial) {
                return false;
            }
            int n = x.sample()[place];
            int start = Math.clamp(starts[i] < 0 ? (long) starts[i] + n : starts[i], 0, n);
            cut[2 * place] = start;
            cut[2 * place + 1] = n - start - after.dim(axis);
        }
        Layer layer = switch (spatial) {
            case 1 -> Layers.cropping1d(cut);
            case 2 -> Layers.cropping2d(cut);
            default -> Layers.cropping3d(cut);
        };
        on.put(node.getOutput(0), new Sym(on.on(layer, node, x.symbol()), x.order()));
        return true;
    }

    /** Each element of the picture so many times, or straight lines between them. */
    private static boolean grow(NodeProto node, Sym x, int spatial, Assembly on) {
        Call c = on.told(node);
        Shape before = on.values.shape(node.getInput(0));
        Shape after = on.values.shape(node.getOutput(0));
        int[] times = Sizes.whole(before, after);
        if (times == null || before.dim(1) != after.dim(1) || c.has("axes")) {
            return false;
        }
        boolean old = node.getOpType().equals("Upsample") || c.opset() < 11;
        String places = old ? "asymmetric" : c.text("coordinate_transformation_mode", "half_pixel");
        String nearest = old ? "floor" : c.text("nearest_mode", "round_prefer_floor");
        boolean repeats = c.text("mode", "nearest").equals("nearest")
                && (places.equals("asymmetric") && nearest.equals("floor") || places.endsWith("half_pixel") && nearest.startsWith("round"));
        boolean lines = c.text("mode", "nearest").equals("linear") && places.endsWith("half_pixel") && spatial == 2
                && IntStream.range(0, times.length).allMatch(i -> times[i] > 1 || before.dim(i + 2) > 1);
        if (!repeats && !lines) {
            return false;
        }
        Layer layer = switch (spatial) {
            case 1 -> Layers.upSampling1d(times);
            case 2 -> Layers.upSampling2d(times).interpolation(lines ? Resize.Method.BILINEAR : Resize.Method.NEAREST);
            default -> Layers.upSampling3d(times);
        };
        return give(node, on.on(layer, node, picture(x, on)), on);
    }
}
