package dyp.nn;

import dyp.op.Resize.Method;
import dyp.op.Tensor;
import java.util.List;

/** A picture so many times larger: (batch, height, width, channels) -> (batch, height', width', channels). */
public record UpSampling2D(List<Integer> size, DataFormat dataFormat, Method interpolation) implements Layer {
    public UpSampling2D {
        UpSampling.check(2, size);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return UpSampling.by(size, x, dataFormat, interpolation);
    }

    public UpSampling2D dataFormat(DataFormat f) {
        return new UpSampling2D(size, f, interpolation);
    }

    /** NEAREST unless said otherwise. */
    public UpSampling2D interpolation(Method m) {
        return new UpSampling2D(size, dataFormat, m);
    }
}
