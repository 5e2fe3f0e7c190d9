package dyp.nn;

import dyp.op.Padding;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.Window;
import java.util.List;

/**
 * The mean of each window of a picture: (batch, height, width, channels) -> (batch, height', width', channels). Padding is left out of the count.
 */
public record AveragePooling2D(List<Integer> poolSize, List<Integer> strides, Padding padding) implements Layer {
    public AveragePooling2D {
        Checks.positive("poolSize", poolSize);
        Checks.positive("strides", strides);
    }

    /** Windows of this size side by side. */
    public AveragePooling2D(int poolSize) {
        this(Checks.pair(poolSize), Checks.pair(poolSize), Padding.VALID);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rank(4, x, "(batch, height, width, channels)");
        return Tensor.make(new Pool.Average(Window.over(x.shape(), poolSize, strides, Checks.pair(1), padding)), x);
    }

    public AveragePooling2D strides(int both) {
        return strides(both, both);
    }

    public AveragePooling2D strides(int height, int width) {
        return new AveragePooling2D(poolSize, List.of(height, width), padding);
    }

    public AveragePooling2D padding(Padding p) {
        return new AveragePooling2D(poolSize, strides, p);
    }
}
