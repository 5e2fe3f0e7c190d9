package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/** {@link AdaptivePooling} by the largest number: (batch, steps, channels) -> (batch, outputSize..., channels). */
public record AdaptiveMaxPooling1D(List<Integer> outputSize, DataFormat dataFormat) implements AdaptivePooling<AdaptiveMaxPooling1D> {
    public AdaptiveMaxPooling1D {
        Adaptive.check(1, outputSize);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Adaptive.max(this, x);
    }

    @Override
    public AdaptiveMaxPooling1D dataFormat(DataFormat f) {
        return new AdaptiveMaxPooling1D(outputSize, f);
    }
}
