package dyp.formats.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.write.Drawing.Plan;
import dyp.op.Scan;
import dyp.op.ScanBody;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Loops over steps: ONNX's Scan, which has a body as ours. What is an LSTM, GRU or simple recurrence is said in one node: {@link Cells}. */
final class Loops {
    private Loops() {}

    /** A part of a scan's result, which has several in one flat vector. */
    static Plan part(Tensor t, Drawing on) {
        boolean whole = t.op() instanceof View.Reshape && isPart(t.input(0));
        if (!whole && !isPart(t)) {
            return null;
        }
        Tensor cut = whole ? t.input(0) : t;
        Tensor scan = cut.input(0);
        Scan op = (Scan) scan.op();
        View.Slice s = (View.Slice) cut.op();
        int part = IntStream.range(0, op.parts().size()).filter(i -> op.offset(i) == s.start().getFirst()).findFirst().orElse(-1);
        if (part < 0 || op.parts().get(part).size() != s.size().getFirst()) {
            return null;
        }
        if (whole && t.shape().equals(op.parts().get(part))) {
            return new Plan(List.of(scan), () -> on.part(scan, part));
        }
        return whole ? null : new Plan(List.of(scan), () -> Held.of(on.reshape(on.part(scan, part).name(), on.twins.shape(t), t.path()), on.twins.shape(t)));
    }

    private static boolean isPart(Tensor t) {
        return t.op() instanceof View.Slice && t.input(0).op() instanceof Scan;
    }

    static Plan plan(Scan op, Tensor t, Drawing on) {
        Plan cell = Cells.plan(op, t, on);
        return cell != null ? cell : new Plan(t.inputs(), () -> {
            write(op, t, on);
            return null;
        });
    }

    private static void write(Scan op, Tensor t, Drawing on) {
        ScanBody body = op.body();
        int carried = body.carried().size();
        int sequences = body.sequences().size();
        Map<Tensor, Tensor> captured = new HashMap<>();
        for (int i = 0; i < body.constants().size(); i++) {
            captured.put(body.constants().get(i), t.input(carried + sequences + i));
        }
        Drawing inner = on.inner(on.twins.of(body.results(), ((Scan) on.twins.other(t).op()).body().results()), captured);
        List<String> from = new ArrayList<>(t.inputs().subList(0, carried + sequences).stream().map(on::straight).toList());
        for (int i = 0; i < carried + sequences; i++) {
            Tensor stands = i < carried ? body.carried().get(i) : body.sequences().get(i - carried);
            List<Dim> outside = on.twins.shape(t.input(i));
            List<Dim> dims = i < carried ? outside : outside.subList(1, outside.size());
            String name = inner.sheet.name(t.path() + (i < carried ? "/state" : "/step"));
            inner.sheet.input(name, stands.dtype(), dims);
            inner.put(stands, Held.of(name, dims));
        }
        if (sequences == 0) {
            // ONNX takes the number of steps from a sequence.
            from.add(on.sheet.constant(t.path(), NDArray.zeros(Shape.of(op.length()))));
            inner.sheet.input(inner.sheet.name(t.path() + "/step"), dyp.tensor.DType.FLOAT32, List.of());
        }
        inner.draw(body.results());
        Set<String> given = new HashSet<>();
        for (Tensor r : body.results()) {
            String name = inner.straight(r);
            if (!inner.sheet.made(name) || !given.add(name)) {
                name = inner.sheet.node("Identity", t.path(), List.of(name));
            }
            inner.sheet.output(name, r.dtype(), inner.twins.shape(r));
        }
        List<String> out = on.sheet.nodes("Scan", t.path(), from, carried + body.outputs().size(), attributes(op, inner.sheet, from.size() - carried));
        List<Supplier<Held>> parts = new ArrayList<>();
        for (int i = 0; i < op.parts().size(); i++) {
            int at = i < body.outputs().size() ? carried + i : i - body.outputs().size();
            List<Dim> dims = on.twins.dims(op.parts().get(i), ((Scan) on.twins.other(t).op()).parts().get(i));
            parts.add(() -> Held.of(out.get(at), dims));
        }
        on.putParts(t, parts);
    }

    private static AttributeProto[] attributes(Scan op, Sheet body, int sequences) {
        int back = op.reverse() ? 1 : 0;
        List<AttributeProto> all = new ArrayList<>(List.of(Attributes.of("body", body.graph("step")), Attributes.of("num_scan_inputs", sequences),
                Attributes.of("scan_input_directions", IntStream.range(0, sequences).mapToObj(_ -> back).toList())));
        if (!op.body().outputs().isEmpty()) {
            all.add(Attributes.of("scan_output_directions", op.body().outputs().stream().map(_ -> back).toList()));
        }
        return all.toArray(AttributeProto[]::new);
    }
}
