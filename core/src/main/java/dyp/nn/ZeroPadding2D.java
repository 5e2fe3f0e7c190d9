package dyp.nn;

import dyp.op.Tensor;

/** Zeros around a picture: (batch, height, width, channels) -> (batch, height', width', channels). */
public record ZeroPadding2D(Borders padding, DataFormat dataFormat) implements Layer {
    public ZeroPadding2D {
        padding.check(2);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return padding.pad(x, dataFormat);
    }

    public ZeroPadding2D dataFormat(DataFormat f) {
        return new ZeroPadding2D(padding, f);
    }
}
