package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.Shape;

/**
 * Pictures turned, moved, stretched or sheared at random, each by numbers of its own.
 *
 * @param <L> the layer
 */
public interface AffineAugmentation<L> extends ImageAugmentation, Sampled<L> {
    /** What is drawn for these pictures. */
    Affine transform(Tensor images, Scope scope);

    @Override
    default Tensor augment(Tensor images, Scope scope) {
        return transform(images, scope).of(images, sampling());
    }

    /** The shape of one number for each picture. */
    static int[] each(Tensor images) {
        return Shape.of(images.shape().dim(0), 1, 1).dims();
    }
}
