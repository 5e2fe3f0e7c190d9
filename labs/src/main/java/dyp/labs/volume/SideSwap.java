package dyp.labs.volume;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.Shape;

/** Half of the volumes (batch, x, y, z, channels) mirrored along x while training: left for right. */
record SideSwap() implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (!scope.training()) {
            return x;
        }
        Tensor draw = scope.uniform(Shape.of(x.shape().dim(0), 1, 1, 1, 1));
        return Tensor.where(draw.less(Tensor.scalar(0.5)), CubeTurns.mirrored(x, 1), x);
    }
}
