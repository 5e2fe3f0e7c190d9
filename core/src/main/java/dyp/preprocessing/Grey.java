package dyp.preprocessing;

import dyp.op.Tensor;
import dyp.tensor.NDArray;

/** Colours as the brightness that the eye sees: 0.2989 red + 0.5870 green + 0.1140 blue (ITU-R BT.601), with one channel. */
final class Grey {
    private static final Tensor WEIGHTS = Tensor.constant(NDArray.of(new float[] {0.2989f, 0.5870f, 0.1140f}, 3, 1));

    private Grey() {}

    static Tensor of(Tensor images) {
        if (images.shape().last() == 1) {
            return images;
        }
        Checks.colours(images);
        return images.matmul(WEIGHTS);
    }
}
