package dyp.nn;

import dyp.op.Tensor;

/** The largest number of each channel over the whole sequence: (batch, steps, channels) -> (batch, channels). Equals share the gradient. */
public record GlobalMaxPooling1D(boolean keepdims, DataFormat dataFormat) implements GlobalPooling<GlobalMaxPooling1D> {
    public GlobalMaxPooling1D() {
        this(false, DataFormat.CHANNELS_LAST);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return dataFormat.fold(1, x, keepdims, Tensor::max);
    }

    @Override
    public GlobalMaxPooling1D keepdims(boolean keep) {
        return new GlobalMaxPooling1D(keep, dataFormat);
    }

    @Override
    public GlobalMaxPooling1D dataFormat(DataFormat f) {
        return new GlobalMaxPooling1D(keepdims, f);
    }
}
