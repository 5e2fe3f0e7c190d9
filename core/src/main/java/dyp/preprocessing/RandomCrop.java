package dyp.preprocessing;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.stream.IntStream;

/**
 * A window of pictures at a random place, the same for the whole batch, (batch, h, w, channels) -> (batch, height, width, channels). In
 * prediction, and where the pictures are too small, the largest window in the middle of that aspect ratio, resized.
 */
public record RandomCrop(int height, int width) implements Layer {
    public RandomCrop {
        Checks.atLeast(1, "height", height);
        Checks.atLeast(1, "width", width);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.images(x);
        boolean fits = x.shape().dim(1) >= height && x.shape().dim(2) >= width;
        return scope.training() && fits ? window(window(x, 1, height, scope), 2, width, scope)
                : new Resizing(height, width).cropToAspectRatio(true).apply(x, scope);
    }

    private static Tensor window(Tensor x, int axis, int length, Scope scope) {
        int places = x.shape().dim(axis) - length + 1;
        if (places == 1) {
            return x;
        }
        Tensor start = Range.to(places).draw(scope, 1).cast(DType.INT32);
        return x.gather(axis, start.add(Tensor.constant(NDArray.of(IntStream.range(0, length).toArray()))));
    }
}
