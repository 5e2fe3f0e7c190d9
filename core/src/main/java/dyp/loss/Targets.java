package dyp.loss;

import dyp.op.CrossEntropy;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;

/** What losses and metrics share: bringing a target to the prediction's shape. */
public final class Targets {
    /** Probabilities are kept this far from 0 and 1, as in Keras. */
    public static final double EPSILON = 1e-7;

    private Targets() {}

    /** The target as float32 in the prediction's shape; (batch) and (batch, 1) are taken for each other. */
    public static Tensor like(Tensor target, Tensor prediction) {
        if (target.shape().size() != prediction.shape().size()
                || Math.abs(target.shape().rank() - prediction.shape().rank()) > 1) {
            throw new DypException("The model gives " + prediction.shape() + " but the targets are " + target.shape()
                    + ". Give one target value per output" + (target.dtype() == DType.INT32
                    ? ", or use sparseCategoricalCrossentropy() for class labels." : "."));
        }
        return target.cast(DType.FLOAT32).reshape(prediction.shape());
    }

    /** Class indices (int32, or whole float32 numbers) as one-hot rows of the prediction's shape. */
    public static Tensor oneHot(Tensor target, Tensor prediction) {
        int rows = prediction.shape().size() / prediction.shape().last();
        if (target.shape().size() != rows) {
            throw new DypException("The model gives " + prediction.shape() + ", so there must be one class number per row, "
                    + prediction.shape().slice(0, prediction.shape().rank() - 1) + ", but the targets are " + target.shape()
                    + (target.shape().equals(prediction.shape()) ? ". Use categoricalCrossentropy() for one-hot rows."
                    : ". Give one class number per row."));
        }
        return CrossEntropy.classes(target.cast(DType.INT32), prediction);
    }

    static Tensor clipped(Tensor probabilities) {
        return probabilities.clip(EPSILON, 1 - EPSILON);
    }

    /** The mean over the last axis, which goes. */
    static Tensor meanLast(Tensor t) {
        return CrossEntropy.dropLast(t.mean(-1));
    }

    /** -sum(target * log p) over the last axis, where p are logits or probabilities. */
    static Tensor crossEntropy(Tensor target, Tensor prediction, boolean fromLogits) {
        if (fromLogits) {
            return CrossEntropy.of(target, prediction);
        }
        Tensor p = clipped(prediction.div(prediction.sum(-1)));
        return CrossEntropy.dropLast(target.mul(p.log()).sum(-1)).neg();
    }
}
