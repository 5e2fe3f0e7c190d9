package dyp.nn;

import dyp.op.Tensor;

/** Zeros around a sequence: (batch, steps, channels) -> (batch, steps', channels). */
public record ZeroPadding1D(Borders padding, DataFormat dataFormat) implements Layer {
    public ZeroPadding1D {
        padding.check(1);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return padding.pad(x, dataFormat);
    }

    public ZeroPadding1D dataFormat(DataFormat f) {
        return new ZeroPadding1D(padding, f);
    }
}
