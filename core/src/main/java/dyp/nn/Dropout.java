package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.List;

/**
 * In training, sets each number to 0 with probability {@code rate} and divides the rest by 1 - rate, so that their mean
 * stays; in prediction, nothing. Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting".
 *
 * @param noiseShape the shape of what is drawn, batch included, which is stretched over the input: numbers along an axis of length 1 fall
 *         together. -1 is the input's own length; an empty list draws for each number
 */
public record Dropout(double rate, List<Integer> noiseShape) implements Layer {
    public Dropout {
        Checks.fraction("rate", rate);
    }

    public Dropout(double rate) {
        this(rate, List.of());
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return !scope.training() || rate == 0 ? x : drop(x, rate, Noise.shape(noiseShape, x.shape()), scope);
    }

    /** x in training, with what falls drawn in this shape. */
    static Tensor drop(Tensor x, double rate, Shape noise, Scope scope) {
        Tensor drop = scope.uniform(noise).less(Tensor.scalar(rate));
        return Tensor.where(drop, Tensor.scalar(0), x.mul(1 / (1 - rate)));
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public Dropout noiseShape(int... shape) {
        return new Dropout(rate, Checks.list(shape));
    }
}
