package dyp.formats.onnx.write;

import dyp.formats.onnx.proto.Attributes;
import dyp.op.Normalize;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Ops along axes: sums and their kin, softmax. They are written in whatever order their input lies. */
final class Folds {
    private Folds() {}

    static Held of(Reduce op, Tensor t, Drawing on) {
        Held x = on.held(t.input(0));
        List<Integer> axes = op.axes().stream().map(x.order()::get).sorted().toList();
        List<Dim> dims = new ArrayList<>(x.dims());
        axes.forEach(a -> dims.set(a, Dim.of(1)));
        return new Held(node(op, t, x, axes, on), dims, x.order());
    }

    private static String node(Reduce op, Tensor t, Held x, List<Integer> axes, Drawing on) {
        String path = t.path();
        List<String> in = List.of(x.name());
        boolean picture = !x.straight() && x.order().equals(Held.channelsFirst(x.dims().size()))
                && axes.equals(IntStream.range(2, x.dims().size()).boxed().toList()) && t.dtype() == DType.FLOAT32;
        return switch (op.kind()) {
            case SUM -> on.sheet.node("ReduceSum", path, List.of(x.name(), on.sheet.ints(axes)));
            case MEAN -> picture ? on.sheet.node("GlobalAveragePool", path, in) : folded("ReduceMean", path, in, axes, on);
            case MAX -> picture ? on.sheet.node("GlobalMaxPool", path, in) : folded("ReduceMax", path, in, axes, on);
            case MIN -> folded("ReduceMin", path, in, axes, on);
            case ARGMAX -> Elements.cast(on.sheet.node("ArgMax", path, in, Attributes.of("axis", axes.getFirst())), DType.INT32, path, on.sheet);
        };
    }

    private static String folded(String op, String path, List<String> in, List<Integer> axes, Drawing on) {
        return on.sheet.node(op, path, in, Attributes.of("axes", axes));
    }

    static Held of(Normalize op, Tensor t, Drawing on) {
        Held x = on.held(t.input(0));
        String word = switch (op) {
            case SOFTMAX -> "Softmax";
            case LOG_SOFTMAX -> "LogSoftmax";
        };
        return new Held(on.sheet.node(word, t.path(), List.of(x.name()), Attributes.of("axis", x.order().getLast())), x.dims(), x.order());
    }
}
