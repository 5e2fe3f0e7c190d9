package dyp.nn;

import dyp.op.Tensor;

/** Zeros around a volume: (batch, depth, height, width, channels) -> (batch, depth', height', width', channels). */
public record ZeroPadding3D(Borders padding, DataFormat dataFormat) implements Layer {
    public ZeroPadding3D {
        padding.check(3);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return padding.pad(x, dataFormat);
    }

    public ZeroPadding3D dataFormat(DataFormat f) {
        return new ZeroPadding3D(padding, f);
    }
}
