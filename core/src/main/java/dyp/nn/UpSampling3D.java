package dyp.nn;

import dyp.op.Resize.Method;
import dyp.op.Tensor;
import java.util.List;

/** Each element of a volume several times: (batch, depth, height, width, channels) -> (batch, depth', height', width', channels). */
public record UpSampling3D(List<Integer> size, DataFormat dataFormat) implements Layer {
    public UpSampling3D {
        UpSampling.check(3, size);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return UpSampling.by(size, x, dataFormat, Method.NEAREST);
    }

    public UpSampling3D dataFormat(DataFormat f) {
        return new UpSampling3D(size, f);
    }
}
