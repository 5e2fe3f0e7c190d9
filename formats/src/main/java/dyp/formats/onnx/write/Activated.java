package dyp.formats.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.write.Drawing.Plan;
import dyp.op.Binary;
import dyp.op.Elementwise;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.tensor.NDArray;
import java.util.List;

/** Activations that are one node in ONNX and several ops here. */
final class Activated {
    private Activated() {}

    static Plan plan(Tensor t, Drawing on) {
        return switch (t.op()) {
            case Elementwise.Where _ -> leaky(t, on);
            case Binary.MIN -> clipped(t, on);
            case Binary.ADD -> elu(t, on);
            case Binary.SUB -> prelu(t, on);
            default -> null;
        };
    }

    private static Plan node(String op, Tensor x, Tensor t, Drawing on, AttributeProto... attributes) {
        return !x.shape().equals(t.shape()) ? null : new Plan(List.of(x), () -> {
            Held h = on.held(x);
            return new Held(on.sheet.node(op, t.path(), List.of(h.name()), attributes), h.dims(), h.order());
        });
    }

    /** {@code x < 0 ? slope * x : x}. */
    private static Plan leaky(Tensor t, Drawing on) {
        Tensor x = t.input(2);
        Tensor low = t.input(1);
        boolean fits = t.input(0).op() == Binary.LESS && t.input(0).input(0) == x && on.isNumber(t.input(0).input(1), 0) && !on.known(x)
                && low.op() == Binary.MUL && low.input(0) == x && on.known(low.input(1)) && low.input(1).shape().size() == 1;
        return fits ? node("LeakyRelu", x, t, on, Attributes.of("alpha", (float) on.value(low.input(1)).at(0))) : null;
    }

    /** Between two bounds. */
    private static Plan clipped(Tensor t, Drawing on) {
        int bound = isNumber(t.input(0), on) ? 0 : 1;
        Tensor inner = t.input(1 - bound);
        if (!isNumber(t.input(bound), on) || on.known(inner)) {
            return null;
        }
        boolean relu = inner.op() == Unary.RELU;
        if (!(relu || inner.op() == Binary.MAX && isNumber(inner.input(1), on)) || !inner.input(0).shape().equals(t.shape())) {
            return null;
        }
        Tensor x = inner.input(0);
        NDArray low = relu ? NDArray.scalar(0) : on.value(inner.input(1)).reshape();
        return new Plan(List.of(x), () -> {
            Held h = on.held(x);
            List<String> in = List.of(h.name(), on.sheet.constant(t.path(), low), on.sheet.constant(t.path(), on.value(t.input(bound)).reshape()));
            return new Held(on.sheet.node("Clip", t.path(), in), h.dims(), h.order());
        });
    }

    private static boolean isNumber(Tensor t, Drawing on) {
        return on.known(t) && t.shape().size() == 1;
    }

    /** relu(x) + alpha * expm1(min(x, 0)). */
    private static Plan elu(Tensor t, Drawing on) {
        Tensor above = t.input(0);
        Tensor scaled = t.input(1);
        if (above.op() != Unary.RELU || scaled.op() != Binary.MUL || scaled.input(0).op() != Unary.EXPM1 || !isNumber(scaled.input(1), on)) {
            return null;
        }
        Tensor below = scaled.input(0).input(0);
        Tensor x = above.input(0);
        return below.op() == Binary.MIN && below.input(0) == x && on.isNumber(below.input(1), 0)
                ? node("Elu", x, t, on, Attributes.of("alpha", (float) on.value(scaled.input(1)).at(0))) : null;
    }

    /** relu(x) - alpha * relu(-x). */
    private static Plan prelu(Tensor t, Drawing on) {
        Tensor scaled = t.input(1);
        Tensor x = t.input(0).op() == Unary.RELU ? t.input(0).input(0) : null;
        boolean fits = x != null && scaled.op() == Binary.MUL && on.known(scaled.input(0)) && scaled.input(1).op() == Unary.RELU
                && scaled.input(1).input(0).op() == Unary.NEG && scaled.input(1).input(0).input(0) == x && x.shape().equals(t.shape());
        return !fits ? null : new Plan(List.of(x), () -> {
            Held h = on.held(x);
            List<String> in = List.of(h.name(), Elements.lying(scaled.input(0), h.order(), x.shape().rank(), on));
            return new Held(on.sheet.node("PRelu", t.path(), in), h.dims(), h.order());
        });
    }
}
