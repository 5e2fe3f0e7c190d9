package dyp.nn;

import dyp.op.Pool;
import dyp.op.Tensor;

/** The mean of each window of a sequence: (batch, steps, channels) -> (batch, steps', channels). Padding is left out of the count. */
public record AveragePooling1D(Windows windows) implements Pooling<AveragePooling1D> {
    public AveragePooling1D {
        windows.check(1, "poolSize");
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return windows.fold(x, Pool::average);
    }

    @Override
    public AveragePooling1D windows(Windows w) {
        return new AveragePooling1D(w);
    }
}
