package dyp.nn;

import dyp.op.Pool;
import dyp.op.Tensor;

/**
 * The largest number of each window of a picture: (batch, height, width, channels)
 * -> (batch, height', width', channels). The first of equals gets the whole gradient.
 */
public record MaxPooling2D(Windows windows) implements Pooling<MaxPooling2D> {
    public MaxPooling2D {
        windows.check(2, "poolSize");
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return windows.fold(x, Pool::max);
    }

    @Override
    public MaxPooling2D windows(Windows w) {
        return new MaxPooling2D(w);
    }
}
