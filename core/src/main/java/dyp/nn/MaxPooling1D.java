package dyp.nn;

import dyp.op.Pool;
import dyp.op.Tensor;

/**
 * The largest number of each window of a sequence: (batch, steps, channels)
 * -> (batch, steps', channels). The first of equals gets the whole gradient.
 */
public record MaxPooling1D(Windows windows) implements Pooling<MaxPooling1D> {
    public MaxPooling1D {
        windows.check(1, "poolSize");
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return windows.fold(x, Pool::max);
    }

    @Override
    public MaxPooling1D windows(Windows w) {
        return new MaxPooling1D(w);
    }
}
