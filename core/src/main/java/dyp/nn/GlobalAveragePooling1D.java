package dyp.nn;

import dyp.op.Tensor;

/**
 * The mean of each channel over the whole sequence: (batch, steps, channels) -> (batch, channels). Steps that the mask leaves out do
 * not count.
 */
public record GlobalAveragePooling1D(boolean keepdims, DataFormat dataFormat) implements GlobalPooling<GlobalAveragePooling1D> {
    public GlobalAveragePooling1D() {
        this(false, DataFormat.CHANNELS_LAST);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Tensor mask = scope.mask(x);
        return dataFormat.fold(1, x, keepdims, mask == null ? Tensor::mean : (all, axes) -> {
            int steps = mask.shape().last();
            Tensor counts = dataFormat == DataFormat.CHANNELS_LAST ? mask.reshape(-1, steps, 1) : mask.reshape(-1, 1, steps);
            return Tensor.where(counts, all, Tensor.scalar(0)).sum(axes).div(counts.sum(axes));
        });
    }

    @Override
    public GlobalAveragePooling1D keepdims(boolean keep) {
        return new GlobalAveragePooling1D(keep, dataFormat);
    }

    @Override
    public GlobalAveragePooling1D dataFormat(DataFormat f) {
        return new GlobalAveragePooling1D(keepdims, f);
    }
}
