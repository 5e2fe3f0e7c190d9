package dyp.nn;

import dyp.op.Tensor;

/**
 * x above a threshold, at most {@code maxValue}; below, {@code negativeSlope} * (x - threshold). The shape stays. Nair and Hinton 2010,
 * "Rectified linear units improve restricted Boltzmann machines".
 *
 * @param maxValue {@link Double#POSITIVE_INFINITY} for none
 */
public record ReLU(double maxValue, double negativeSlope, double threshold) implements Layer {
    public ReLU {
        if (!(maxValue >= 0)) {
            Checks.notNegative("maxValue", maxValue);
        }
        Checks.notNegative("negativeSlope", negativeSlope);
        Checks.notNegative("threshold", threshold);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Activations.relu(x, negativeSlope, maxValue, threshold);
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public ReLU maxValue(double max) {
        return new ReLU(max, negativeSlope, threshold);
    }

    public ReLU negativeSlope(double slope) {
        return new ReLU(maxValue, slope, threshold);
    }

    public ReLU threshold(double t) {
        return new ReLU(maxValue, negativeSlope, t);
    }
}
