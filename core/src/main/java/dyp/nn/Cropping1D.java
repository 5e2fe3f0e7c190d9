package dyp.nn;

import dyp.op.Tensor;

/** The border of a sequence cut away: (batch, steps, channels) -> (batch, steps', channels). */
public record Cropping1D(Borders cropping) implements Layer {
    public Cropping1D {
        cropping.check(1);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return cropping.crop(x, DataFormat.CHANNELS_LAST);
    }
}
