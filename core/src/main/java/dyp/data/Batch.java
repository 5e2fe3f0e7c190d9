package dyp.data;

import dyp.tensor.NDArray;

/**
 * Some samples and their targets, as arrays of their own.
 *
 * @param x the samples, float32 (n, ...sample)
 * @param y the targets, float32 or int32 (n, ...target)
 */
public record Batch(NDArray x, NDArray y) {
    /** Number of samples. */
    public int size() {
        return x.shape().dim(0);
    }
}
