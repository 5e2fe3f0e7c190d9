package dyp.train;

import dyp.loss.Reduction;
import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.Arrays;

/** How much each loss counts where a mask leaves steps of a sequence out, as Keras reckons it. */
final class SampleWeights {
    private SampleWeights() {}

    /**
     * The mask as weights, times the weights given. Where the loss is a mean over all values, the mask is scaled up so that it becomes
     * one over the values that count.
     *
     * @param mask (batch, steps)
     * @param weights (batch, ...) or null
     */
    static Tensor masked(Reduction reduction, Tensor mask, Tensor weights) {
        boolean mean = reduction == Reduction.SUM_OVER_BATCH_SIZE;
        Tensor scaled = mean ? mask.mul(Tensor.scalar(mask.shape().size()).div(mask.sum())) : mask;
        if (weights == null) {
            return scaled;
        }
        int[] dims = Arrays.copyOf(weights.shape().dims(), mask.shape().rank());
        Arrays.fill(dims, Math.min(weights.shape().rank(), dims.length), dims.length, 1);
        return weights.shape().rank() < dims.length ? scaled.mul(weights.reshape(Shape.of(dims))) : scaled.mul(weights);
    }
}
