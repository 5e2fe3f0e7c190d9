package dyp.preprocessing;

import dyp.op.Conv;
import dyp.op.Padding;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.tensor.Shape;
import java.util.List;

/** Pictures filtered channel by channel, with zeros beyond the border. */
final class Filter {
    private Filter() {}

    /** @param kernel (height, width) */
    static Tensor of(Tensor images, Tensor kernel) {
        int channels = images.shape().last();
        int h = kernel.shape().dim(0);
        int w = kernel.shape().dim(1);
        Window window = Window.over(images.shape(), List.of(h, w), List.of(1, 1), List.of(1, 1), Padding.SAME);
        return Tensor.make(new Conv.Forward(window, channels), images, kernel.reshape(h, w, 1, 1).broadcastTo(Shape.of(h, w, 1, channels)));
    }
}
