package dyp.nn;

import dyp.op.Tensor;

/**
 * The largest number of each channel over the whole volume: (batch, depth, height, width, channels)
 * -> (batch, channels). Equals share the gradient.
 */
public record GlobalMaxPooling3D(boolean keepdims, DataFormat dataFormat) implements GlobalPooling<GlobalMaxPooling3D> {
    public GlobalMaxPooling3D() {
        this(false, DataFormat.CHANNELS_LAST);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return dataFormat.fold(3, x, keepdims, Tensor::max);
    }

    @Override
    public GlobalMaxPooling3D keepdims(boolean keep) {
        return new GlobalMaxPooling3D(keep, dataFormat);
    }

    @Override
    public GlobalMaxPooling3D dataFormat(DataFormat f) {
        return new GlobalMaxPooling3D(keepdims, f);
    }
}
