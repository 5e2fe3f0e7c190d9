package dyp.compile;

import dyp.op.Elementwise;
import dyp.op.Fused;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.op.View;

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

    /** The variable whose memory this step overwrites, or null. */
    static Tensor written(Tensor t) {
        return switch (t.op()) {
            case Elementwise.Update u -> t.input(0);
            case Fused f when f.body().getLast().op() instanceof Elementwise.Update ->
                    t.input(f.body().getLast().arguments().getFirst() + f.anchorInputs() - (f.anchor() == null ? 0 : 1));
            default -> null;
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
