package dyp.nn;

import dyp.op.Tensor;

/**
 * In training, sets each channel of a picture as a whole to 0 with probability {@code rate}, and divides the rest by 1 - rate: (batch, height, width,
 * channels), the shape stays. Tompson et al. 2015, "Efficient object localization using convolutional networks".
 */
public record SpatialDropout2D(double rate, DataFormat dataFormat) implements Layer {
    public SpatialDropout2D {
        Checks.fraction("rate", rate);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Noise.dropChannels(x, 2, dataFormat, rate, scope);
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public SpatialDropout2D dataFormat(DataFormat f) {
        return new SpatialDropout2D(rate, f);
    }
}
