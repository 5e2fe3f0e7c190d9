package dyp.data;

import dyp.tensor.DType;
import dyp.tensor.Shape;

/**
 * One part of every sample of a dataset: an input, a target, or the weight.
 *
 * @param name {@code x} (or {@code x0}, {@code x1} ... where there are several), {@code y} likewise, {@code w}
 * @param sample the shape for one sample, without the batch
 */
public record Field(String name, DType dtype, Shape sample) {
    /** The shape of a batch of n. */
    public Shape batch(int n) {
        return sample.batch(n);
    }
}
