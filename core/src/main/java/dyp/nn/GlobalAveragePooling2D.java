package dyp.nn;

import dyp.op.Tensor;

/** The mean of each channel over the whole picture: (batch, height, width, channels) -> (batch, channels). Lin, Chen and Yan 2014. */
public record GlobalAveragePooling2D() implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rank(4, x, "(batch, height, width, channels)");
        return x.mean(1, 2).reshape(x.shape().dim(0), x.shape().last());
    }
}
