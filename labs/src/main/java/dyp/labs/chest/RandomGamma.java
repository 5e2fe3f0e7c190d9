package dyp.labs.chest;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.Shape;

/**
 * Pictures (batch, height, width, channels) from 0 to 1, raised to powers while training: darker or brighter in between, black and white stay. So
 * films and detectors differ.
 *
 * @param strength the power is e to a number from -strength to strength, drawn for each picture
 */
record RandomGamma(double strength) implements Layer {
    /** Below one grey level of 255; the logarithm needs something above 0. */
    private static final double BLACK = 1e-3;

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (!scope.training()) {
            return x;
        }
        Tensor power = scope.uniform(Shape.of(x.shape().dim(0), 1, 1, 1)).mul(2 * strength).add(-strength).exp();
        return x.maximum(Tensor.scalar(BLACK)).log().mul(power).exp();
    }
}
