package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Philox;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Random numbers by counting ({@link Philox}): element i is a function of the key, the stream and i alone. Input: the
 * key, int32 (3,): the seed's low word, its high word, and the step, which a training program raises by one per run.
 *
 * @param stream tells apart the random ops of one graph
 */
public record Random(Kind kind, Shape to, int stream) implements Op {
    /**
     * UNIFORM in [0, 1) or NORMAL with mean 0 and deviation 1. A backend may compute the normal numbers' logarithm and cosine its own way:
     * their last bits are the same in every run on it, on any number of threads.
     */
    public enum Kind { UNIFORM, NORMAL }

    @Override
    public Shape shape(List<Tensor> inputs) {
        Tensor key = inputs.getFirst();
        if (key.dtype() != DType.INT32 || key.shape().size() != 3) {
            throw new DypException("[random] the key is int32 (3,): seed low, seed high, step; but " + key.dtype() + key.shape() + " came.");
        }
        return to;
    }

    /** Element {@code i} under a key. */
    public float draw(int seedLow, int seedHigh, int step, int i) {
        long seed = (long) seedHigh << 32 | seedLow & 0xFFFFFFFFL;
        return kind == Kind.UNIFORM ? Philox.uniform(seed, step, stream, i) : Philox.normal(seed, step, stream, i);
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor grad) {
        return Arrays.asList((Tensor) null);
    }
}
