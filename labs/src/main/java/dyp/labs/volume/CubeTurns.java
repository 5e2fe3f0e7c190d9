package dyp.labs.volume;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.stream.IntStream;

/**
 * Volumes (batch, n, n, n, channels) turned and mirrored while training, each into one of the 48 positions in which a cube covers itself, all
 * equally likely. No voxel is interpolated. For what keeps its class in every position.
 */
public record CubeTurns() implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Shape s = x.shape();
        if (s.rank() != 5 || s.dim(1) != s.dim(2) || s.dim(2) != s.dim(3)) {
            throw new DypException("Only volumes of three equal sides, (batch, n, n, n, channels), can be turned onto themselves, but " + s + " came.");
        }
        if (!scope.training()) {
            return x;
        }
        Tensor y = x;
        for (int axis = 1; axis <= 3; axis++) {
            y = Tensor.where(draw(x, scope).less(Tensor.scalar(0.5)), mirrored(y, axis), y);
        }
        // Every order of three axes, each with the same probability: the first two swapped or not, then the third with none, the first or the second.
        y = Tensor.where(draw(x, scope).less(Tensor.scalar(0.5)), y.transpose(0, 2, 1, 3, 4), y);
        Tensor third = draw(x, scope);
        Tensor first = Tensor.where(third.less(Tensor.scalar(1.0 / 3)), y.transpose(0, 3, 2, 1, 4), y);
        return Tensor.where(Tensor.scalar(2.0 / 3).less(third), y.transpose(0, 1, 3, 2, 4), first);
    }

    /** A number from 0 to 1 for each volume. */
    private static Tensor draw(Tensor x, Scope scope) {
        return scope.uniform(Shape.of(x.shape().dim(0), 1, 1, 1, 1));
    }

    static Tensor mirrored(Tensor x, int axis) {
        int n = x.shape().dim(axis);
        return x.gather(axis, Tensor.constant(NDArray.of(IntStream.range(0, n).map(i -> n - 1 - i).toArray())));
    }
}
