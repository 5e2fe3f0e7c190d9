package dyp.nn;

import dyp.op.Resize.Method;
import dyp.op.Tensor;
import java.util.List;

/** Each element of a sequence several times: (batch, steps, channels) -> (batch, steps', channels). */
public record UpSampling1D(List<Integer> size) implements Layer {
    public UpSampling1D {
        UpSampling.check(1, size);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return UpSampling.by(size, x, DataFormat.CHANNELS_LAST, Method.NEAREST);
    }
}
