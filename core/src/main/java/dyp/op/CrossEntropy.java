package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;

/** Cross-entropies from logits, computed without ever leaving the log domain. Each gives one number per sample. */
public final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * Softmax cross-entropy over the last axis: -sum(target * log softmax(logits)).
     *
     * @param target int32 class indices of shape (batch...) or (batch..., 1), or float32 probabilities of the logits' shape
     * @return shape (batch...)
     */
    public static Tensor of(Tensor target, Tensor logits) {
        Tensor probabilities = target.dtype() == DType.INT32 ? classes(target, logits) : target;
        if (!probabilities.shape().equals(logits.shape())) {
            throw new DypException("[cross_entropy] logits " + logits.shape() + " need a target of the same shape, or int32 class"
                    + " indices " + logits.shape().slice(0, logits.shape().rank() - 1) + "; but " + target.dtype() + target.shape() + " came.");
        }
        return dropLast(probabilities.mul(logits.logSoftmax()).sum(-1)).neg();
    }

    /** Class indices (batch...) or (batch..., 1) as one-hot rows of the scores' shape. */
    public static Tensor classes(Tensor indices, Tensor scores) {
        Shape batch = scores.shape().slice(0, scores.shape().rank() - 1);
        if (indices.shape().size() != batch.size()) {
            throw new DypException("[cross_entropy] scores " + scores.shape() + " need one class index per row, " + batch
                    + ", but " + indices.shape() + " came.");
        }
        return indices.reshape(batch).oneHot(scores.shape().last());
    }

    /** Sigmoid cross-entropy per element: softplus(z) - z * target, the stable form of -t log s(z) - (1-t) log(1-s(z)). */
    public static Tensor binary(Tensor target, Tensor logits) {
        return logits.softplus().sub(logits.mul(target));
    }

    /** Drops a last axis of length 1. */
    public static Tensor dropLast(Tensor t) {
        return t.reshape(t.shape().slice(0, t.shape().rank() - 1));
    }
}
