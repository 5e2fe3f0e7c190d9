package dyp.compile;

import dyp.op.Elementwise;
import dyp.op.Fused;
import dyp.op.Leaf;
import dyp.op.Scan;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.Shape;
import java.util.List;

/** Whose memory a tensor lives in. */
final class Storage {
    private Storage() {}

    /** Whether the tensor is its input under another shape, or a part of a scan's result: no step, no memory. */
    static boolean alias(Tensor t) {
        return t.op() instanceof View.Reshape || t.op() instanceof View.StopGradient
                || t.op() instanceof View.Slice s && base(t.input(0)).op() instanceof Scan && stretch(s, t.input(0).shape());
    }

    /** Where in its input's memory an alias begins. */
    static int offset(Tensor alias) {
        return alias.op() instanceof View.Slice s ? s.start().getFirst() * alias.input(0).shape().strides()[0] : 0;
    }

    /** Whether what is cut out lies in one piece: all of each axis but the first. */
    private static boolean stretch(View.Slice s, Shape in) {
        return s.step().getFirst() == 1 && s.size().subList(1, s.size().size()).equals(View.ints(in.sample().dims()));
    }

    /** The tensor whose memory this one lives in, behind all aliases. */
    static Tensor base(Tensor t) {
        while (alias(t)) {
            t = t.input(0);
        }
        return t;
    }

    /** The variables whose memory this step overwrites; the last is where its own result lies. */
    static List<Tensor> written(Tensor t) {
        return switch (t.op()) {
            case Elementwise.Update _ -> List.of(t.input(0));
            case Fused f -> {
                int first = f.anchorInputs() - (f.anchor() == null ? 0 : 1);
                yield f.body().stream().filter(i -> i.op() instanceof Elementwise.Update)
                        .map(i -> t.input(first + i.arguments().getFirst())).toList();
            }
            default -> List.of();
        };
    }

    /** Whether nothing has to be computed for it. */
    static boolean given(Tensor t) {
        return t.op() instanceof Leaf;
    }
}
