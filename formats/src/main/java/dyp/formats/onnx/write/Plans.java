package dyp.formats.onnx.write;

import dyp.formats.onnx.proto.CustomNode;
import dyp.op.Conv;
import dyp.op.Custom;
import dyp.op.Elementwise;
import dyp.op.Folded;
import dyp.op.Fused;
import dyp.op.Gather;
import dyp.op.Leaf;
import dyp.op.MatMul;
import dyp.op.Normalize;
import dyp.op.Op;
import dyp.op.Pool;
import dyp.op.Random;
import dyp.op.Reduce;
import dyp.op.Scan;
import dyp.op.StridedMatMul;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.formats.onnx.write.Drawing.Plan;
import dyp.tensor.DypException;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/** How each op is written: as part of something that ONNX has a word for where that is so, else op by op. */
final class Plans {
    /** What ONNX says in one node and Dyp in several ops. */
    private static final List<BiFunction<Tensor, Drawing, Plan>> IDIOMS = List.of(Norms::plan, Products::plan, Convolutions::biased, Growth::plan, Activated::plan,
            Loops::part);

    private Plans() {}

    static Plan of(Tensor t, Drawing on) {
        return IDIOMS.stream().map(idiom -> idiom.apply(t, on)).filter(Objects::nonNull).findFirst().orElseGet(() -> one(t, on));
    }

    /** Whether a tensor is not the end of something that ONNX has a word for. */
    static boolean isPlain(Tensor t, Drawing on) {
        return IDIOMS.stream().allMatch(idiom -> idiom.apply(t, on) == null);
    }

    private static Plan one(Tensor t, Drawing on) {
        return switch (t.op()) {
            case Leaf.Constant _ -> new Plan(List.of(), () -> Constants.of(t, on));
            case Leaf l -> throw new IllegalStateException("not an op: " + l.label());
            case Elementwise e -> Elements.plan(e, t, on);
            case Reduce r -> new Plan(t.inputs(), () -> Folds.of(r, t, on));
            case Normalize n -> new Plan(t.inputs(), () -> Folds.of(n, t, on));
            case View v -> Views.plan(v, t, on);
            case MatMul m -> Products.plan(m, t, on);
            case Conv c -> Convolutions.plan(c, t, null, on);
            case Pool.Max p when Convolutions.isBehindZeros(t) -> new Plan(t.input(0).inputs(), () -> Convolutions.maxBehindZeros(p, t, on));
            case Pool p -> new Plan(t.inputs(), () -> Convolutions.pool(p, t, on));
            case Gather g -> Indices.plan(g, t, on);
            case Scan s -> Loops.plan(s, t, on);
            case CustomNode c -> new Plan(t.inputs(), () -> Held.of(c.write((op, domain, inputs, told) -> on.sheet.foreign(op, domain, t.path(), inputs, told),
                    t.inputs().stream().map(on::straight).toList()), on.twins.shape(t)));
            case Random _, Fused _, Folded _, StridedMatMul _, Custom _ -> throw refused(t.op(), t);
        };
    }

    static DypException refused(Op op, Tensor t) {
        return new DypException("ONNX has no word for the op " + op.label() + (t.path().isEmpty() ? "" : " of " + t.path())
                + ". Save the model as .keras, or leave that layer out.");
    }
}
