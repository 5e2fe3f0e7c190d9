package dyp.preprocessing;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * The middle of each picture, (batch, h, w, channels) -> (batch, height, width, channels). A picture that is too small is resized so
 * that the largest window in its middle of that aspect ratio fills the size.
 */
public record CenterCrop(int height, int width) implements Layer {
    public CenterCrop {
        Checks.atLeast(1, "height", height);
        Checks.atLeast(1, "width", width);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.images(x);
        boolean fits = x.shape().dim(1) >= height && x.shape().dim(2) >= width;
        return fits ? Resizing.middle(Resizing.middle(x, 1, height), 2, width)
                : new Resizing(height, width).cropToAspectRatio(true).apply(x, scope);
    }
}
