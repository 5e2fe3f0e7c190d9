package dyp.nn;

import dyp.op.Tensor;

/**
 * In training, sets each feature of a sequence over all its steps to 0 with probability {@code rate}, and divides the rest by 1 - rate: (batch, steps,
 * channels), the shape stays. Tompson et al. 2015, "Efficient object localization using convolutional networks".
 */
public record SpatialDropout1D(double rate) implements Layer {
    public SpatialDropout1D {
        Checks.fraction("rate", rate);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Noise.dropChannels(x, 1, DataFormat.CHANNELS_LAST, rate, scope);
    }

    @Override
    public boolean keepsMask() {
        return true;
    }
}
