package dyp.nn;

import dyp.op.Padding;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.Window;
import java.util.List;

/**
 * The largest number of each window of a picture: (batch, height, width, channels) -> (batch, height', width', channels). Padding never wins.
 */
public record MaxPooling2D(List<Integer> poolSize, List<Integer> strides, Padding padding) implements Layer {
    public MaxPooling2D {
        Checks.positive("poolSize", poolSize);
        Checks.positive("strides", strides);
    }

    /** Windows of this size side by side. */
    public MaxPooling2D(int poolSize) {
        this(Checks.pair(poolSize), Checks.pair(poolSize), Padding.VALID);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rank(4, x, "(batch, height, width, channels)");
        return Tensor.make(new Pool.Max(Window.over(x.shape(), poolSize, strides, Checks.pair(1), padding)), x);
    }

    public MaxPooling2D strides(int both) {
        return strides(both, both);
    }

    public MaxPooling2D strides(int height, int width) {
        return new MaxPooling2D(poolSize, List.of(height, width), padding);
    }

    public MaxPooling2D padding(Padding p) {
        return new MaxPooling2D(poolSize, strides, p);
    }
}
