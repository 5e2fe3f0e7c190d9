package dyp.nn;

import dyp.op.Pool;
import dyp.op.Tensor;

/**
 * The mean of each window of a volume: (batch, depth, height, width, channels)
 * -> (batch, depth', height', width', channels). Padding is left out of the count.
 */
public record AveragePooling3D(Windows windows) implements Pooling<AveragePooling3D> {
    public AveragePooling3D {
        windows.check(3, "poolSize");
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return windows.fold(x, Pool::average);
    }

    @Override
    public AveragePooling3D windows(Windows w) {
        return new AveragePooling3D(w);
    }
}
