package dyp.formats.onnx.ops;

import static dyp.formats.onnx.ops.Operator.one;

import dyp.op.Conv;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.op.Window;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Convolutions, pools, normalizations and borders of pictures whose channels come behind the batch. */
public final class Pictures {
    private Pictures() {}

    static void list(Map<String, Operator> all) {
        all.put("Conv", one(Pictures::conv));
        all.put("ConvTranspose", one(Pictures::transposed));
        all.put("MaxPool", Pictures::maxPool);
        all.put("AveragePool", one(Pictures::averagePool));
        all.put("Pad", one(Pictures::pad));
        all.put("BatchNormalization", one(Pictures::batchNormalization));
        all.put("LayerNormalization", one(Pictures::layerNormalization));
        all.put("InstanceNormalization", one(c -> grouped(c, c.shape().dim(1))));
        all.put("GroupNormalization", one(c -> grouped(c, c.integer("num_groups", 1))));
        all.put("LpNormalization", one(c -> c.integer("p", 2) == 1 ? c.x().div(c.x().abs().sum(c.integer("axis", -1)))
                : c.x().div(c.x().square().sum(c.integer("axis", -1)).sqrt())));
        all.put("LRN", one(Pictures::responses));
    }

    private static int[] order(int rank, boolean toLast) {
        return IntStream.range(0, rank).map(i -> i == 0 ? 0 : toLast ? i == rank - 1 ? 1 : i + 1 : i == 1 ? rank - 1 : i - 1).toArray();
    }

    static Tensor last(Tensor x) {
        return x.transpose(order(x.shape().rank(), true));
    }

    static Tensor first(Tensor x) {
        return x.transpose(order(x.shape().rank(), false));
    }

    /** A kernel (out, in, spatial...) as (spatial..., in, out). */
    static Tensor kernel(Tensor k) {
        int rank = k.shape().rank();
        return k.transpose(IntStream.range(0, rank).map(i -> i < rank - 2 ? i + 2 : rank - 1 - i).toArray());
    }

    /**
     * The window that a node slides.
     *
     * @param input the picture's spatial lengths
     */
    public static Window window(Call c, int[] input, int[] size) {
        int n = input.length;
        int[] strides = each(c, "strides", n);
        int[] dilations = each(c, "dilations", n);
        int[] pads = c.ints("pads", new int[2 * n]);
        String auto = c.text("auto_pad", "NOTSET");
        if (size.length != n || pads.length != 2 * n || Arrays.stream(pads).anyMatch(p -> p < 0)) {
            throw new DypException("a window of " + Arrays.toString(size) + " with pads " + Arrays.toString(pads) + " does not fit pictures of " + n + " axes.");
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int span = (size[i] - 1) * dilations[i] + 1;
            int total = auto.startsWith("SAME") ? Math.max((Math.ceilDiv(input[i], strides[i]) - 1) * strides[i] + span - input[i], 0) : 0;
            int low = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
            before.add(auto.equals("NOTSET") ? pads[i] : auto.equals("VALID") ? 0 : low);
            after.add(auto.equals("NOTSET") ? pads[n + i] : auto.equals("VALID") ? 0 : total - low);
        }
        return new Window(View.ints(size), View.ints(strides), View.ints(dilations), before, after);
    }

    private static int[] each(Call c, String name, int n) {
        int[] said = c.ints(name);
        int[] all = said == null ? Collections.nCopies(n, 1).stream().mapToInt(i -> i).toArray() : said;
        if (all.length != n || Arrays.stream(all).anyMatch(v -> v < 1)) {
            throw new DypException(name + " " + Arrays.toString(all) + " should be one number from 1 on for each of " + n + " axes.");
        }
        return all;
    }

    static int[] spatial(Shape s) {
        if (s.rank() < 3 || s.rank() > 5) {
            throw new DypException("pictures have 1 to 3 axes besides batch and channels, but " + s + " came.");
        }
        return s.slice(2, s.rank()).dims();
    }

    private static Tensor conv(Call c) {
        Shape k = c.in(1).shape();
        Window w = window(c, spatial(c.shape()), spatial(k));
        Tensor y = Tensor.make(new Conv.Forward(w, c.integer("group", 1)), last(c.x()), kernel(c.in(1)));
        return first(c.opt(2) == null ? y : y.add(c.in(2)));
    }

    private static Tensor transposed(Call c) {
        Shape k = c.in(1).shape();
        int[] in = spatial(c.shape());
        int[] size = spatial(k);
        int groups = c.integer("group", 1);
        int[] more = c.ints("output_padding", new int[in.length]);
        int[] wanted = c.ints("output_shape");
        String auto = c.text("auto_pad", "NOTSET");
        int[] strides = each(c, "strides", in.length);
        int[] dilations = each(c, "dilations", in.length);
        int[] pads = c.ints("pads", new int[2 * in.length]).clone();
        Shape out = c.shape().with(1, k.dim(1) * groups);
        for (int i = 0; i < in.length; i++) {
            int all = strides[i] * (in[i] - 1) + more[i] + (size[i] - 1) * dilations[i] + 1;
            if (wanted != null || auto.startsWith("SAME")) {
                int length = wanted == null ? in[i] * strides[i] : wanted[wanted.length - in.length + i];
                int total = all - length;
                pads[i] = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
                pads[in.length + i] = total - pads[i];
            }
            out = out.with(i + 2, all - pads[i] - pads[in.length + i]);
        }
        List<Integer> before = IntStream.range(0, in.length).mapToObj(i -> pads[i]).toList();
        List<Integer> after = IntStream.range(0, in.length).mapToObj(i -> Math.max(pads[in.length + i] - more[i], 0)).toList();
        Window w = new Window(View.ints(size), View.ints(strides), View.ints(dilations), before, after);
        Shape lies = Shape.of(IntStream.of(order(out.rank(), true)).map(out::dim).toArray());
        Tensor y = Tensor.make(new Conv.InputGradient(w, groups, lies), last(c.x()), kernel(c.in(1)));
        return first(c.opt(2) == null ? y : y.add(c.in(2)));
    }

    /** A pool's window; with ceil_mode the last one may hang over the end, where nothing counts. */
    public static Window pool(Call c, int[] input) {
        int[] size = c.ints("kernel_shape");
        if (size == null) {
            throw new DypException("kernel_shape is missing.");
        }
        Window w = window(c, input, size);
        if (c.integer("ceil_mode", 0) == 0) {
            return w;
        }
        List<Integer> after = new ArrayList<>(w.after());
        for (int i = 0; i < input.length; i++) {
            int stride = w.stride().get(i);
            int span = (size[i] - 1) * w.dilation().get(i) + 1;
            int padded = input[i] + w.before().get(i) + w.after().get(i);
            int places = Math.ceilDiv(padded - span, stride) + 1;
            // A window that would begin behind the picture is none.
            places = (places - 1) * stride >= input[i] + w.before().get(i) ? places - 1 : places;
            after.set(i, w.after().get(i) + Math.max((places - 1) * stride + span - padded, 0));
        }
        return new Window(w.size(), w.stride(), w.dilation(), w.before(), after);
    }

    private static List<Tensor> maxPool(Call c) {
        if (c.node().getOutputCount() > 1 && !c.node().getOutput(1).isEmpty()) {
            throw new DypException("the places of the largest, a second output, are not given.");
        }
        return List.of(first(Pool.max(last(c.x()), pool(c, spatial(c.shape())))));
    }

    private static Tensor averagePool(Call c) {
        Window w = pool(c, spatial(c.shape()));
        Tensor x = last(c.x());
        boolean padded = IntStream.range(0, w.rank()).anyMatch(i -> w.before().get(i) + w.after().get(i) > 0);
        if (c.integer("count_include_pad", 0) == 0 || !padded) {
            return first(Pool.average(x, w));
        }
        if (c.integer("ceil_mode", 0) != 0) {
            throw new DypException("count_include_pad together with ceil_mode is not read.");
        }
        List<Integer> none = Collections.nCopies(w.rank(), 0);
        int[] before = new int[w.rank() + 2];
        int[] after = new int[w.rank() + 2];
        IntStream.range(0, w.rank()).forEach(i -> {
            before[i + 1] = w.before().get(i);
            after[i + 1] = w.after().get(i);
        });
        return first(Pool.average(x.pad(before, after), new Window(w.size(), w.stride(), w.dilation(), none, none)));
    }

    private static Tensor pad(Call c) {
        int[] pads = c.has("paddings") ? c.ints("paddings") : c.ints("pads", 1);
        int rank = c.shape().rank();
        int[] axes = c.opt(3) != null ? Arrays.stream(c.knownInts(3)).map(a -> Math.floorMod(a, rank)).toArray() : IntStream.range(0, rank).toArray();
        if (pads == null || pads.length != 2 * axes.length) {
            throw new DypException("pads are two numbers for each axis.");
        }
        int[] low = new int[rank];
        int[] high = new int[rank];
        for (int i = 0; i < axes.length; i++) {
            low[axes[i]] = pads[i];
            high[axes[i]] = pads[axes.length + i];
        }
        Tensor x = c.x();
        String mode = c.text("mode", "constant");
        for (int i = 0; i < rank; i++) {
            // Below 0 is cut away.
            int from = Math.max(-low[i], 0);
            int to = x.shape().dim(i) - Math.max(-high[i], 0);
            x = from > 0 || to < x.shape().dim(i) ? x.slice(i, from, to) : x;
            low[i] = Math.max(low[i], 0);
            high[i] = Math.max(high[i], 0);
            x = mode.equals("constant") || low[i] + high[i] == 0 ? x : x.gather(i, Views.ints(places(x.shape().dim(i), low[i], high[i], mode)));
        }
        if (!mode.equals("constant")) {
            return x;
        }
        double value = c.has("value") ? c.number("value", 0) : c.opt(2) == null ? 0 : c.known(2).at(0);
        int[] steps = new int[rank];
        Arrays.fill(steps, 1);
        return Tensor.make(new View.Pad(View.ints(low), View.ints(high), View.ints(steps), value), x);
    }

    private static int[] places(int n, int low, int high, String mode) {
        return IntStream.range(-low, n + high).map(i -> switch (mode) {
            case "edge" -> Math.clamp(i, 0, n - 1);
            case "reflect" -> dyp.op.FillMode.MIRROR.fold(i, n);
            case "wrap" -> Math.floorMod(i, n);
            default -> throw new DypException("borders of mode '" + mode + "' are not read.");
        }).toArray();
    }

    private static Tensor row(Tensor t, int rank) {
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        dims[1] = t.shape().size();
        return t.reshape(dims);
    }

    private static Tensor batchNormalization(Call c) {
        int rank = c.shape().rank();
        if (c.integer("training_mode", 0) != 0) {
            throw new DypException("training_mode is for files that train; export the model for inference.");
        }
        Tensor factor = Tensor.scalar(1).div(c.in(4).add(c.number("epsilon", 1e-5)).sqrt()).mul(c.in(1));
        return c.x().sub(row(c.in(3), rank)).mul(row(factor, rank)).add(row(c.in(2), rank));
    }

    private static Tensor layerNormalization(Call c) {
        int rank = c.shape().rank();
        int[] axes = IntStream.range(c.axis("axis", -1), rank).toArray();
        Tensor mean = c.x().mean(axes);
        Tensor away = c.x().sub(mean);
        Tensor y = away.mul(Tensor.scalar(1).div(away.square().mean(axes).add(c.number("epsilon", 1e-5)).sqrt())).mul(c.in(1));
        return c.opt(2) == null ? y : y.add(c.in(2));
    }

    /** Each group of channels of each sample to mean 0 and variance 1. */
    private static Tensor grouped(Call c, int groups) {
        Shape s = c.shape();
        Tensor x = c.x().reshape(s.dim(0), groups, s.size() / (s.dim(0) * groups));
        Tensor away = x.sub(x.mean(2));
        Tensor y = away.mul(Tensor.scalar(1).div(away.square().mean(2).add(c.number("epsilon", 1e-5)).sqrt())).reshape(s);
        boolean each = c.in(1).shape().size() == s.dim(1);
        Tensor scale = each ? c.in(1) : spread(c.in(1), s.dim(1));
        Tensor bias = each ? c.in(2) : spread(c.in(2), s.dim(1));
        return y.mul(row(scale, s.rank())).add(row(bias, s.rank()));
    }

    /** A number for each group (opset 18) for all of its channels. */
    private static Tensor spread(Tensor perGroup, int channels) {
        return dyp.op.Resize.repeat(perGroup.reshape(perGroup.shape().size(), 1), 0, channels / perGroup.shape().size()).reshape(channels);
    }

    /** Local response normalization across channels. */
    private static Tensor responses(Call c) {
        int size = c.integer("size", 1);
        int n = c.shape().dim(1);
        NDArray near = NDArray.generate(Shape.of(n, n), i -> {
            int ahead = i / n - i % n;
            return ahead >= -((size - 1) / 2) && ahead <= Math.ceilDiv(size - 1, 2) ? 1 : 0;
        });
        Tensor sums = first(last(c.x()).square().matmul(Tensor.constant(near)));
        return c.x().div(sums.mul(c.number("alpha", 1e-4) / size).add(c.number("bias", 1)).pow(Tensor.scalar(c.number("beta", 0.75))));
    }
}
