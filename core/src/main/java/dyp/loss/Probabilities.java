package dyp.loss;

import dyp.op.CrossEntropy;
import dyp.op.Tensor;

/** Logarithms of probabilities, kept away from those of 0. */
final class Probabilities {
    /** Keras's fuzz factor. */
    static final double EPSILON = 1e-7;

    private Probabilities() {}

    static Tensor clipped(Tensor p) {
        return p.clip(EPSILON, 1 - EPSILON);
    }

    /** Rows of the last axis divided by their sum, then clipped. */
    static Tensor normalized(Tensor p) {
        return clipped(p.div(p.sum(-1)));
    }

    /** -t log p - (1 - t) log(1 - p), per number. */
    static Tensor binary(Tensor t, Tensor prediction, boolean logits) {
        if (logits) {
            return CrossEntropy.binary(t, prediction);
        }
        Tensor p = clipped(prediction);
        return t.mul(p.log()).add(complement(t).mul(complement(p).log())).neg();
    }

    /** -sum t log p over the last axis, which goes. */
    static Tensor categorical(Tensor t, Tensor prediction, boolean logits) {
        return logits ? CrossEntropy.of(t, prediction) : CrossEntropy.dropLast(t.mul(normalized(prediction).log()).sum(-1)).neg();
    }

    /** 1 - x. */
    static Tensor complement(Tensor x) {
        return Tensor.scalar(1).sub(x);
    }
}
