package dyp.nn;

import dyp.op.Tensor;

/** The border of a volume cut away: (batch, depth, height, width, channels) -> (batch, depth', height', width', channels). */
public record Cropping3D(Borders cropping, DataFormat dataFormat) implements Layer {
    public Cropping3D {
        cropping.check(3);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return cropping.crop(x, dataFormat);
    }

    public Cropping3D dataFormat(DataFormat f) {
        return new Cropping3D(cropping, f);
    }
}
