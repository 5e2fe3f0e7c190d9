package dyp.loss;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.Arrays;

/** How the losses of a batch become one number, as Keras names them. */
public enum Reduction {
    /** As they are, each times its weight. */
    NONE {
        @Override
        Tensor reduce(Tensor weighted, Tensor weights) {
            return weighted;
        }
    },
    SUM {
        @Override
        Tensor reduce(Tensor weighted, Tensor weights) {
            return weighted.sum();
        }
    },
    /** The weighted sum over the NUMBER of values (not the sum of weights): Keras's default. */
    SUM_OVER_BATCH_SIZE {
        @Override
        Tensor reduce(Tensor weighted, Tensor weights) {
            return weighted.mean();
        }
    },
    /** The weighted sum over the sum of weights. */
    MEAN_WITH_SAMPLE_WEIGHT {
        @Override
        Tensor reduce(Tensor weighted, Tensor weights) {
            return weights == null ? weighted.mean() : weighted.sum().div(weights.broadcastTo(weighted.shape()).sum());
        }
    };

    abstract Tensor reduce(Tensor weighted, Tensor weights);

    /**
     * @param values the losses, (batch, ...)
     * @param weights (batch, ...) with at most the values' axes, or null
     */
    public Tensor of(Tensor values, Tensor weights) {
        if (weights == null) {
            return reduce(values, null);
        }
        Tensor w = like(weights, values);
        return reduce(values.mul(w), w);
    }

    /** Weights (batch) for values (batch, steps) become (batch, 1); a last axis of length 1 too many goes. */
    private static Tensor like(Tensor weights, Tensor values) {
        Shape w = weights.shape();
        if (w.rank() == values.shape().rank() + 1 && w.last() == 1) {
            return weights.reshape(w.slice(0, w.rank() - 1));
        }
        if (w.rank() > values.shape().rank()) {
            throw new DypException("Sample weights " + w + " have more axes than the losses " + values.shape() + ". Give one weight per sample.");
        }
        int[] dims = Arrays.copyOf(w.dims(), values.shape().rank());
        Arrays.fill(dims, w.rank(), dims.length, 1);
        return weights.reshape(Shape.of(dims));
    }
}
