package dyp.nn;

import dyp.op.Tensor;

/** The mean of each channel over the whole volume: (batch, depth, height, width, channels) -> (batch, channels). Lin, Chen and Yan 2014. */
public record GlobalAveragePooling3D(boolean keepdims, DataFormat dataFormat) implements GlobalPooling<GlobalAveragePooling3D> {
    public GlobalAveragePooling3D() {
        this(false, DataFormat.CHANNELS_LAST);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return dataFormat.fold(3, x, keepdims, Tensor::mean);
    }

    @Override
    public GlobalAveragePooling3D keepdims(boolean keep) {
        return new GlobalAveragePooling3D(keep, dataFormat);
    }

    @Override
    public GlobalAveragePooling3D dataFormat(DataFormat f) {
        return new GlobalAveragePooling3D(keepdims, f);
    }
}
