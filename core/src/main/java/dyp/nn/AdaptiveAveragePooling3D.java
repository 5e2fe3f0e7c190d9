package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/** {@link AdaptivePooling} by the mean: (batch, depth, height, width, channels) -> (batch, outputSize..., channels). */
public record AdaptiveAveragePooling3D(List<Integer> outputSize, DataFormat dataFormat)
        implements AdaptivePooling<AdaptiveAveragePooling3D> {
    public AdaptiveAveragePooling3D {
        Adaptive.check(3, outputSize);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Adaptive.average(this, x);
    }

    @Override
    public AdaptiveAveragePooling3D dataFormat(DataFormat f) {
        return new AdaptiveAveragePooling3D(outputSize, f);
    }
}
