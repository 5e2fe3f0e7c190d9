package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/** {@link AdaptivePooling} by the largest number: (batch, height, width, channels) -> (batch, outputSize..., channels). */
public record AdaptiveMaxPooling2D(List<Integer> outputSize, DataFormat dataFormat) implements AdaptivePooling<AdaptiveMaxPooling2D> {
    public AdaptiveMaxPooling2D {
        Adaptive.check(2, outputSize);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Adaptive.max(this, x);
    }

    @Override
    public AdaptiveMaxPooling2D dataFormat(DataFormat f) {
        return new AdaptiveMaxPooling2D(outputSize, f);
    }
}
