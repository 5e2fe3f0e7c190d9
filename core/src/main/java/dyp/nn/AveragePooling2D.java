package dyp.nn;

import dyp.op.Pool;
import dyp.op.Tensor;

/**
 * The mean of each window of a picture: (batch, height, width, channels)
 * -> (batch, height', width', channels). Padding is left out of the count.
 */
public record AveragePooling2D(Windows windows) implements Pooling<AveragePooling2D> {
    public AveragePooling2D {
        windows.check(2, "poolSize");
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return windows.fold(x, Pool::average);
    }

    @Override
    public AveragePooling2D windows(Windows w) {
        return new AveragePooling2D(w);
    }
}
