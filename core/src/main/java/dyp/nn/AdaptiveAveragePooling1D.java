package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/** {@link AdaptivePooling} by the mean: (batch, steps, channels) -> (batch, outputSize..., channels). */
public record AdaptiveAveragePooling1D(List<Integer> outputSize, DataFormat dataFormat)
        implements AdaptivePooling<AdaptiveAveragePooling1D> {
    public AdaptiveAveragePooling1D {
        Adaptive.check(1, outputSize);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Adaptive.average(this, x);
    }

    @Override
    public AdaptiveAveragePooling1D dataFormat(DataFormat f) {
        return new AdaptiveAveragePooling1D(outputSize, f);
    }
}
