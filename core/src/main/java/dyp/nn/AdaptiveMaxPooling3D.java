package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/** {@link AdaptivePooling} by the largest number: (batch, depth, height, width, channels) -> (batch, outputSize..., channels). */
public record AdaptiveMaxPooling3D(List<Integer> outputSize, DataFormat dataFormat) implements AdaptivePooling<AdaptiveMaxPooling3D> {
    public AdaptiveMaxPooling3D {
        Adaptive.check(3, outputSize);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Adaptive.max(this, x);
    }

    @Override
    public AdaptiveMaxPooling3D dataFormat(DataFormat f) {
        return new AdaptiveMaxPooling3D(outputSize, f);
    }
}
