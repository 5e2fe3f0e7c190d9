package dyp.nn;

import dyp.op.Tensor;

/**
 * The largest number of each channel over the whole picture: (batch, height, width, channels)
 * -> (batch, channels). Equals share the gradient.
 */
public record GlobalMaxPooling2D(boolean keepdims, DataFormat dataFormat) implements GlobalPooling<GlobalMaxPooling2D> {
    public GlobalMaxPooling2D() {
        this(false, DataFormat.CHANNELS_LAST);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return dataFormat.fold(2, x, keepdims, Tensor::max);
    }

    @Override
    public GlobalMaxPooling2D keepdims(boolean keep) {
        return new GlobalMaxPooling2D(keep, dataFormat);
    }

    @Override
    public GlobalMaxPooling2D dataFormat(DataFormat f) {
        return new GlobalMaxPooling2D(keepdims, f);
    }
}
