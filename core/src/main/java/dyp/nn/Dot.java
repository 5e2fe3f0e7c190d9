package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sums of products of two inputs along one axis of each, sample by sample: (batch, a..., k, b...) and (batch, c..., k, d...) -> (batch, a...,
 * b..., c..., d...); of two inputs of rank 2 the result is (batch, 1).
 *
 * @param axes the first input's axis and the second's; not 0, the batch
 * @param normalize whether both are brought to length 1 along the axis before, which makes it the cosine between them
 */
public record Dot(List<Integer> axes, boolean normalize) implements Joint {
    public Dot {
        if (axes.size() != 2) {
            throw new DypException("dot takes an axis of the first input and one of the second, but " + axes + " came.");
        }
    }

    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        if (inputs.size() != 2) {
            throw new DypException("dot takes two inputs, but " + inputs.size() + " came.");
        }
        Tensor x = inputs.get(0);
        Tensor y = inputs.get(1);
        int a = x.shape().axis(axes.get(0));
        int b = y.shape().axis(axes.get(1));
        if (a == 0 || b == 0 || x.shape().dim(a) != y.shape().dim(b)) {
            throw new DypException("dot sums along axis " + axes.get(0) + " of " + x.shape() + " and axis " + axes.get(1) + " of " + y.shape()
                    + ", but " + (a == 0 || b == 0 ? "axis 0 is the batch." : "their lengths differ.") + " Name axes of equal length.");
        }
        Tensor left = rows(normalize ? Norms.unit(x, Norms.EPSILON, a) : x, a);
        Tensor right = rows(normalize ? Norms.unit(y, Norms.EPSILON, b) : y, b).transpose(0, 2, 1);
        int[] kept = IntStream.concat(kept(x.shape(), a), kept(y.shape(), b)).toArray();
        return List.of(left.matmul(right).reshape(Shape.of(kept.length == 0 ? new int[] {1} : kept).batch(x.shape().dim(0))));
    }

    /** (batch, all the rest, the axis). */
    private static Tensor rows(Tensor x, int axis) {
        Tensor last = x.transpose(IntStream.concat(IntStream.range(0, x.shape().rank()).filter(i -> i != axis), IntStream.of(axis)).toArray());
        return last.reshape(x.shape().dim(0), -1, x.shape().dim(axis));
    }

    /** The lengths of what is neither batch nor the axis. */
    private static IntStream kept(Shape shape, int axis) {
        return IntStream.range(1, shape.rank()).filter(i -> i != axis).map(shape::dim);
    }

    public Dot normalize(boolean n) {
        return new Dot(axes, n);
    }
}
