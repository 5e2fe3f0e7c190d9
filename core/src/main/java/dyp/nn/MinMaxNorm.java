package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Columns whose length lies between two bounds.
 *
 * @param rate how much of the way to the nearest bound a step takes: 1 goes there
 * @param axes along which lengths are measured, together, as {@link MaxNorm}'s
 */
public record MinMaxNorm(double minValue, double maxValue, double rate, List<Integer> axes) implements Constraint {
    public MinMaxNorm {
        Checks.notNegative("minValue", minValue);
        Checks.notNegative("rate", rate);
        if (!(maxValue >= minValue)) {
            throw new DypException("minMaxNorm goes from minValue up to maxValue, but " + minValue + " and " + maxValue + " came.");
        }
    }

    @Override
    public Tensor of(Tensor weight) {
        return scaled(weight, axes, norms -> norms.clip(minValue, maxValue).mul(rate).add(norms.mul(1 - rate)));
    }

    /** The weight at the lengths that {@code desired} makes of its own. */
    static Tensor scaled(Tensor weight, List<Integer> axes, UnaryOperator<Tensor> desired) {
        Tensor norms = Norms.of(weight, Axes.of(axes, weight.shape()));
        return weight.mul(desired.apply(norms).div(norms.add(Norms.EPSILON)));
    }

    public MinMaxNorm rate(double r) {
        return new MinMaxNorm(minValue, maxValue, r, axes);
    }

    public MinMaxNorm axis(int... several) {
        return new MinMaxNorm(minValue, maxValue, rate, Checks.list(several));
    }
}
