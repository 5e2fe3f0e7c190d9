package dyp.formats.onnx.write;

import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.write.Drawing.Plan;
import dyp.op.Argsort;
import dyp.op.Gather;
import dyp.op.Sample;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reading by index. */
final class Indices {
    private Indices() {}

    static Plan plan(Gather op, Tensor t, Drawing on) {
        return new Plan(t.inputs(), () -> switch (op) {
            case Gather.Take g -> take(g, t, on);
            case Gather.OneHot g -> oneHot(g, t, on);
            case Argsort _ -> sorted(t, on);
            case Gather.ScatterAdd _, Sample _ -> throw Plans.refused(op, t);
        });
    }

    private static Held take(Gather.Take op, Tensor t, Drawing on) {
        Tensor x = t.input(0);
        Tensor index = t.input(1);
        if (index.shape().rank() == 1) {
            Held h = on.held(x);
            return new Held(on.sheet.node("Gather", t.path(), List.of(h.name(), on.straight(index)), Attributes.of("axis", h.order().get(op.axis()))),
                    Held.lie(on.twins.shape(t), h.order()), h.order());
        }
        return Held.of(on.sheet.node("Gather", t.path(), List.of(on.straight(x), on.straight(index)), Attributes.of("axis", op.axis())), on.twins.shape(t));
    }

    /** By comparison: ONNX's OneHot counts an index below 0 from the end, and here none is set. */
    private static Held oneHot(Gather.OneHot op, Tensor t, Drawing on) {
        List<Dim> shape = on.twins.shape(t);
        List<Dim> wide = new ArrayList<>(shape);
        wide.set(wide.size() - 1, Dim.of(1));
        String places = on.sheet.constant(t.path(), NDArray.of(IntStream.range(0, op.depth()).toArray()));
        String equal = on.sheet.node("Equal", t.path(), List.of(on.reshape(on.straight(t.input(0)), wide, t.path()), places));
        return Held.of(Elements.cast(equal, DType.FLOAT32, t.path(), on.sheet), shape);
    }

    private static Held sorted(Tensor t, Drawing on) {
        String k = on.sheet.ints(List.of(t.shape().last()));
        String order = on.sheet.nodes("TopK", t.path(), List.of(on.straight(t.input(0)), k), 2, Attributes.of("axis", -1)).get(1);
        return Held.of(Elements.cast(order, DType.INT32, t.path(), on.sheet), on.twins.shape(t));
    }
}
