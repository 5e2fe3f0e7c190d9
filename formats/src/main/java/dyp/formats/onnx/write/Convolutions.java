package dyp.formats.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.proto.Tensors;
import dyp.formats.onnx.write.Drawing.Plan;
import dyp.op.Binary;
import dyp.op.Conv;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.op.Window;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Convolutions and pools: ONNX has the channels behind the batch, and a kernel's filters first. */
final class Convolutions {
    private Convolutions() {}

    /** A convolution and the number for each filter that is added to it: one node. */
    static Plan biased(Tensor t, Drawing on) {
        boolean fits = t.op() == Binary.ADD && t.input(0).op() instanceof Conv c && !(c instanceof Conv.KernelGradient) && on.onlyUsedBy(t.input(0), t)
                && on.known(t.input(1)) && t.input(1).shape().rank() == 1 && t.input(1).shape().size() == t.shape().last();
        return fits && isWhole((Conv) t.input(0).op(), t.input(0)) ? plan((Conv) t.input(0).op(), t.input(0), t.input(1), on) : null;
    }

    /** @param bias null for none */
    static Plan plan(Conv op, Tensor t, Tensor bias, Drawing on) {
        return new Plan(t.inputs(), () -> switch (op) {
            case Conv.Forward _ -> forward(op, t, bias, on);
            case Conv.InputGradient _ -> transposed(op, t, bias, on);
            case Conv.KernelGradient _ -> throw Plans.refused(op, t);
        });
    }

    private static List<String> inputs(Tensor t, int out, int in, Tensor bias, Drawing on) {
        int rank = t.shape().rank();
        List<Integer> filters = new ArrayList<>(IntStream.range(2, rank).boxed().toList());
        filters.add(in);
        filters.add(out);
        List<String> names = new ArrayList<>(List.of(on.lying(t.input(0), Held.channelsFirst(rank)), on.lying(t.input(1), filters)));
        if (bias != null) {
            names.add(on.straight(bias));
        }
        return names;
    }

    private static Held forward(Conv op, Tensor t, Tensor bias, Drawing on) {
        Window w = op.window();
        return held(t, on.sheet.node("Conv", t.path(), inputs(t, 0, 1, bias, on), attributes(w, w.after(), Attributes.of("group", op.groups()),
                Attributes.of("dilations", w.dilation()))), on);
    }

    private static Held held(Tensor t, String name, Drawing on) {
        List<Integer> order = Held.channelsFirst(t.shape().rank());
        return new Held(name, Held.lie(on.twins.shape(t), order), order);
    }

    /** What the windows cover beyond the result (or, below 0, lack) at the end of each axis. */
    private static List<Integer> beyond(Conv op, Tensor t) {
        Window w = op.window();
        return IntStream.range(0, w.rank()).mapToObj(i -> (t.input(0).shape().dim(i + 1) - 1) * w.stride().get(i)
                + (w.size().get(i) - 1) * w.dilation().get(i) + 1 - w.before().get(i) - t.shape().dim(i + 1)).toList();
    }

    /** Whether the node alone gives the whole result. */
    private static boolean isWhole(Conv op, Tensor t) {
        return !(op instanceof Conv.InputGradient) || IntStream.range(0, op.window().rank()).allMatch(i -> fits(op, t, i));
    }

    private static boolean fits(Conv op, Tensor t, int axis) {
        return -beyond(op, t).get(axis) < op.window().stride().get(axis);
    }

    private static Held transposed(Conv op, Tensor t, Tensor bias, Drawing on) {
        Window w = op.window();
        List<Integer> beyond = beyond(op, t);
        List<Integer> more = IntStream.range(0, w.rank()).mapToObj(i -> fits(op, t, i) ? Math.max(-beyond.get(i), 0) : 0).toList();
        String name = on.sheet.node("ConvTranspose", t.path(), inputs(t, 0, 1, bias, on), attributes(w, beyond.stream().map(b -> Math.max(b, 0)).toList(),
                Attributes.of("group", op.groups()), Attributes.of("dilations", w.dilation()), Attributes.of("output_padding", more)));
        if (!isWhole(op, t)) {
            // ONNX adds no more than a stride's elements at the end; beyond them there is nothing but zeros.
            List<Integer> borders = new ArrayList<>(Collections.nCopies(w.rank() + 4, 0));
            IntStream.range(0, w.rank()).forEach(i -> borders.add(fits(op, t, i) ? 0 : -beyond.get(i)));
            name = on.sheet.node("Pad", t.path(), List.of(name, on.sheet.ints(borders), on.sheet.constant(t.path(), NDArray.scalar(0))));
        }
        return held(t, name, on);
    }

    private static AttributeProto[] attributes(Window w, List<Integer> after, AttributeProto... others) {
        List<Integer> pads = new ArrayList<>(w.before());
        pads.addAll(after);
        List<AttributeProto> all = new ArrayList<>(List.of(Attributes.of("kernel_shape", w.size()), Attributes.of("strides", w.stride()),
                Attributes.of("pads", pads)));
        all.addAll(List.of(others));
        return all.toArray(AttributeProto[]::new);
    }

    static Held pool(Pool op, Tensor t, Drawing on) {
        Window w = op.window();
        String x = on.lying(t.input(0), Held.channelsFirst(t.input(0).shape().rank()));
        return switch (op) {
            case Pool.Max m -> max(m, x, t, on);
            case Pool.Average _ when w.dilation().stream().allMatch(d -> d == 1) ->
                    held(t, on.sheet.node("AveragePool", t.path(), List.of(x), attributes(w, w.after(), Attributes.of("count_include_pad", 0))), on);
            case Pool.Average _, Pool.MaxScatter _, Pool.MaxPick _, Pool.AverageScatter _ -> throw Plans.refused(op, t);
        };
    }

    /** See {@link Tensors#NEARLY_ZERO}. */
    static boolean isBehindZeros(Tensor t) {
        return t.input(0).op() instanceof View.Pad p && p.value() == 0 && p.step().stream().allMatch(s -> s == 1);
    }

    static Held maxBehindZeros(Pool.Max op, Tensor t, Drawing on) {
        Tensor bordered = t.input(0);
        Held padded = Views.pad((View.Pad) bordered.op(), bordered, Tensors.NEARLY_ZERO, on);
        String x = on.lying(padded, Held.channelsFirst(bordered.shape().rank()), bordered.path());
        return max(op, x, t, on);
    }

    private static Held max(Pool.Max op, String x, Tensor t, Drawing on) {
        Window w = op.window();
        return held(t, on.sheet.node("MaxPool", t.path(), List.of(x), attributes(w, w.after(), Attributes.of("dilations", w.dilation()))), on);
    }
}
