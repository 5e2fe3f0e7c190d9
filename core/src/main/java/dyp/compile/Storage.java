package dyp.compile;

import dyp.op.Elementwise;
import dyp.op.Fused;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.op.View;
import java.util.List;

/** Whose memory a tensor lives in. */
final class Storage {
    private Storage() {}

    /** Whether the tensor is its input under another shape: no step, no memory. */
    static boolean alias(Tensor t) {
        return t.op() instanceof View.Reshape || t.op() instanceof View.StopGradient;
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

    /** Whether a step reads the variable's value of before the run. */
    static boolean reads(Tensor t, Tensor variable) {
        return t.inputs().stream().anyMatch(in -> base(in) == variable);
    }

    /** Whether nothing has to be computed for it. */
    static boolean given(Tensor t) {
        return t.op() instanceof Leaf;
    }
}
