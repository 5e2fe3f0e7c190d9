package dyp.loss;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.Arrays;

/** Sample weights and masks, brought to the values that they weigh. Axes are aligned at the start: the batch is the first. */
public final class Weights {
    private Weights() {}

    /**
     * Weights (batch) for values (batch, steps) become (batch, 1); a last axis of length 1 too many goes. For one value of
     * shape () the weights stay as they are.
     *
     * @throws DypException where the weights do not stretch over the values
     */
    public static Tensor like(Tensor weights, Shape values) {
        Shape w = weights.shape();
        if (values.rank() == 0) {
            return weights;
        }
        if (w.rank() == values.rank() + 1 && w.last() == 1) {
            return weights.reshape(w.slice(0, values.rank()));
        }
        if (w.rank() <= values.rank() && aligned(w, values.rank()).broadcastsTo(values)) {
            return weights.reshape(aligned(w, values.rank()));
        }
        throw new DypException("Sample weights " + w + " do not stretch over the losses " + values + ". Give one weight per sample, "
                + values.slice(0, 1) + ", or one per loss.");
    }

    /** The product of two kinds of weights, of which either may be null or have fewer axes. */
    public static Tensor both(Tensor a, Tensor b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        int rank = Math.max(a.shape().rank(), b.shape().rank());
        return a.reshape(aligned(a.shape(), rank)).mul(b.reshape(aligned(b.shape(), rank)));
    }

    /** With axes of length 1 behind, up to a rank. */
    private static Shape aligned(Shape shape, int rank) {
        int[] dims = Arrays.copyOf(shape.dims(), rank);
        Arrays.fill(dims, shape.rank(), rank, 1);
        return Shape.of(dims);
    }
}
