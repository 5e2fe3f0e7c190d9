package dyp.zoo;

import dyp.init.Initializers;
import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DypException;

/**
 * Each channel times a number that is learned: (batch, ..., channels), the shape stays. Touvron et al. 2021, "Going deeper with image transformers".
 *
 * @param initValues the numbers at first
 * @param projectionDim how many channels there are
 */
public record LayerScale(double initValues, int projectionDim) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.shape().last() != projectionDim) {
            throw new DypException("The layer was made for " + projectionDim + " channels, but the input is " + x.shape() + ".");
        }
        return x.mul(scope.weight("gamma", Initializers.constant(initValues), projectionDim));
    }

    @Override
    public boolean keepsMask() {
        return true;
    }
}
