package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/**
 * In training, sets each number to selu's lowest value with probability {@code rate}, then scales and shifts all, so that mean 0 and variance
 * 1 stay; in prediction, nothing. For networks of selu. Klambauer et al. 2017, "Self-normalizing neural networks".
 *
 * @param noiseShape as {@link Dropout}'s
 */
public record AlphaDropout(double rate, List<Integer> noiseShape) implements Layer {
    /** -scale * alpha of selu, where it ends for ever smaller x. */
    private static final double LOWEST = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

    public AlphaDropout {
        Checks.fraction("rate", rate);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (!scope.training() || rate == 0) {
            return x;
        }
        double scale = 1 / Math.sqrt((1 - rate) * (1 + rate * LOWEST * LOWEST));
        Tensor drop = scope.uniform(Noise.shape(noiseShape, x.shape())).less(Tensor.scalar(rate));
        return Tensor.where(drop, Tensor.scalar(LOWEST), x).mul(scale).add(-scale * LOWEST * rate);
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public AlphaDropout noiseShape(int... shape) {
        return new AlphaDropout(rate, Checks.list(shape));
    }
}
