package dyp.nn;

import dyp.op.Tensor;

/** The border of a picture cut away: (batch, height, width, channels) -> (batch, height', width', channels). */
public record Cropping2D(Borders cropping, DataFormat dataFormat) implements Layer {
    public Cropping2D {
        cropping.check(2);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return cropping.crop(x, dataFormat);
    }

    public Cropping2D dataFormat(DataFormat f) {
        return new Cropping2D(cropping, f);
    }
}
