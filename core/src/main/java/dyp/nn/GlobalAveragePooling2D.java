package dyp.nn;

import dyp.op.Tensor;

/** The mean of each channel over the whole picture: (batch, height, width, channels) -> (batch, channels). Lin, Chen and Yan 2014. */
public record GlobalAveragePooling2D(boolean keepdims, DataFormat dataFormat) implements GlobalPooling<GlobalAveragePooling2D> {
    public GlobalAveragePooling2D() {
        this(false, DataFormat.CHANNELS_LAST);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return dataFormat.fold(2, x, keepdims, Tensor::mean);
    }

    @Override
    public GlobalAveragePooling2D keepdims(boolean keep) {
        return new GlobalAveragePooling2D(keep, dataFormat);
    }

    @Override
    public GlobalAveragePooling2D dataFormat(DataFormat f) {
        return new GlobalAveragePooling2D(keepdims, f);
    }
}
