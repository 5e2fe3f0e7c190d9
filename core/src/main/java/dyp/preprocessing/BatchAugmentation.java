package dyp.preprocessing;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import java.util.Arrays;

/** What changes a training batch before the model sees it: pictures and, where they are mixed, their targets. */
@FunctionalInterface
public interface BatchAugmentation {
    /** A batch, changed. */
    record Mixed(Tensor x, Tensor y) {}

    /**
     * The batch as it is to be learned from.
     *
     * @param x what goes into the model; the first axis is the batch
     * @param y the targets, of the same batch
     * @param scope where random numbers come from; of a training step
     * @throws DypException where the targets cannot be mixed
     */
    Mixed apply(Tensor x, Tensor y, Scope scope);

    /** Layers one after the other, which leave the targets alone. */
    static BatchAugmentation of(Layer... layers) {
        return (x, y, scope) -> {
            Tensor changed = x;
            for (int i = 0; i < layers.length; i++) {
                changed = layers[i].apply(changed, scope.child("augment_" + i));
            }
            return new Mixed(changed, y);
        };
    }

    /** This one and then another. */
    default BatchAugmentation then(BatchAugmentation next) {
        return (x, y, scope) -> {
            Mixed first = apply(x, y, scope);
            return next.apply(first.x(), first.y(), scope);
        };
    }

    /** share * a + (1 - share) * b, a share for each sample. */
    static Tensor mix(Tensor a, Tensor b, Tensor share) {
        int[] each = new int[a.shape().rank()];
        Arrays.fill(each, 1);
        each[0] = a.shape().dim(0);
        return b.add(a.sub(b).mul(share.reshape(each)));
    }

    /** @throws DypException where the targets are class numbers, between which there is nothing */
    static void mixable(Tensor y) {
        if (y.dtype() != DType.FLOAT32 || y.shape().rank() < 2) {
            throw new DypException("Targets are mixed along with their pictures, so they must be float32 (batch, ...), as one-hot rows are, but "
                    + y.dtype() + y.shape() + " came. Turn class numbers into one-hot rows and use categoricalCrossentropy().");
        }
    }
}
