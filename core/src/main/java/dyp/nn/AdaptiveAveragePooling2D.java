package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/** {@link AdaptivePooling} by the mean: (batch, height, width, channels) -> (batch, outputSize..., channels). */
public record AdaptiveAveragePooling2D(List<Integer> outputSize, DataFormat dataFormat)
        implements AdaptivePooling<AdaptiveAveragePooling2D> {
    public AdaptiveAveragePooling2D {
        Adaptive.check(2, outputSize);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Adaptive.average(this, x);
    }

    @Override
    public AdaptiveAveragePooling2D dataFormat(DataFormat f) {
        return new AdaptiveAveragePooling2D(outputSize, f);
    }
}
