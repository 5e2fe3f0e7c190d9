package dyp.nn;

import dyp.op.Pool;
import dyp.op.Tensor;

/**
 * The largest number of each window of a volume: (batch, depth, height, width, channels)
 * -> (batch, depth', height', width', channels). The first of equals gets the whole gradient.
 */
public record MaxPooling3D(Windows windows) implements Pooling<MaxPooling3D> {
    public MaxPooling3D {
        windows.check(3, "poolSize");
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return windows.fold(x, Pool::max);
    }

    @Override
    public MaxPooling3D windows(Windows w) {
        return new MaxPooling3D(w);
    }
}
