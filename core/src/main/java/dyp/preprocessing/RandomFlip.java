package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import java.util.stream.IntStream;

/** Half of the pictures mirrored. HORIZONTAL_AND_VERTICAL mirrors a picture both ways or not at all, as Keras does. */
public record RandomFlip(Mode mode) implements ImageAugmentation {
    /** HORIZONTAL swaps left and right, VERTICAL top and bottom. */
    public enum Mode { HORIZONTAL, VERTICAL, HORIZONTAL_AND_VERTICAL }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        Tensor flipped = mode == Mode.HORIZONTAL ? images : mirrored(images, 1);
        flipped = mode == Mode.VERTICAL ? flipped : mirrored(flipped, 2);
        return Tensor.where(Range.to(1).each(images, scope).less(Tensor.scalar(0.5)), flipped, images);
    }

    private static Tensor mirrored(Tensor images, int axis) {
        int n = images.shape().dim(axis);
        return images.gather(axis, Tensor.constant(NDArray.of(IntStream.range(0, n).map(i -> n - 1 - i).toArray())));
    }
}
