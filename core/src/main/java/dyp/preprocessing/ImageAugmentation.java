package dyp.preprocessing;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * A layer that changes pictures (batch, height, width, channels) at random while training, and leaves them alone in prediction. What is
 * drawn depends on the seed and the step only.
 */
public interface ImageAugmentation extends Layer {
    /** What becomes of pictures in training. */
    Tensor augment(Tensor images, Scope scope);

    @Override
    default Tensor apply(Tensor x, Scope scope) {
        Checks.images(x);
        return scope.training() ? augment(x, scope) : x;
    }
}
