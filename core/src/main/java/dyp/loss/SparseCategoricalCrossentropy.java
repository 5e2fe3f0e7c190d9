package dyp.loss;

import dyp.op.CrossEntropy;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.OptionalInt;

/**
 * -log p[class], for targets that are class indices from 0. Probabilities are first divided by their sum.
 *
 * @param logits whether the prediction is unnormalised log-probabilities; steadier, and needs no softmax in the model
 * @param ignoreClass a class whose places cost nothing and are not counted: one of the model's, or another number (-1, 255)
 * @param axis where the classes are
 */
public record SparseCategoricalCrossentropy(boolean logits, OptionalInt ignoreClass, int axis, Reduction reduction) implements Loss {
    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        Tensor p = Targets.last(prediction, axis);
        Tensor rows = Targets.oneHot(target, p);
        if (ignoreClass.isEmpty()) {
            return Probabilities.categorical(rows, p, logits);
        }
        Tensor kept = kept(target).reshape(p.shape().with(-1, 1));
        return Probabilities.categorical(rows.mul(kept), Tensor.where(kept, p, Tensor.scalar(1)), logits);
    }

    @Override
    public Tensor counted(Tensor target, Tensor values) {
        return ignoreClass.isEmpty() ? null : kept(target).reshape(values.shape());
    }

    private Tensor kept(Tensor target) {
        Tensor ignored = target.cast(DType.FLOAT32).equal(Tensor.scalar(ignoreClass.getAsInt()));
        return Probabilities.complement(ignored);
    }

    public SparseCategoricalCrossentropy fromLogits() {
        return new SparseCategoricalCrossentropy(true, ignoreClass, axis, reduction);
    }

    public SparseCategoricalCrossentropy ignoreClass(int label) {
        return new SparseCategoricalCrossentropy(logits, OptionalInt.of(label), axis, reduction);
    }

    public SparseCategoricalCrossentropy axis(int a) {
        return new SparseCategoricalCrossentropy(logits, ignoreClass, a, reduction);
    }

    public SparseCategoricalCrossentropy reduction(Reduction r) {
        return new SparseCategoricalCrossentropy(logits, ignoreClass, axis, r);
    }
}
