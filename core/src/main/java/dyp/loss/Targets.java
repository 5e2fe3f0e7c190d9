package dyp.loss;

import dyp.op.CrossEntropy;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What losses and metrics share: bringing a target and a prediction together. */
public final class Targets {
    private Targets() {}

    /** Target and prediction of one shape, the target as float32. */
    public record Pair(Tensor target, Tensor prediction) {}

    /**
     * Both in one shape. Where only one has a last axis of length 1, that axis goes; but (batch) becomes (batch, 1), as in
     * Keras.
     *
     * @throws DypException where the shapes do not fit
     */
    public static Pair pair(Tensor target, Tensor prediction) {
        Tensor t = target.cast(DType.FLOAT32);
        Tensor p = prediction.cast(DType.FLOAT32);
        if (t.shape().rank() == p.shape().rank() + 1) {
            t = t.shape().rank() > 2 ? squeezed(t) : t;
            p = t.shape().rank() == p.shape().rank() ? p : widened(p);
        } else if (p.shape().rank() == t.shape().rank() + 1) {
            p = p.shape().rank() > 2 ? squeezed(p) : p;
            t = t.shape().rank() == p.shape().rank() ? t : widened(t);
        }
        if (!t.shape().equals(p.shape())) {
            throw new DypException("The model gives " + prediction.shape() + " but the targets are " + target.shape()
                    + ". Give one target value per output" + (target.dtype() == DType.INT32
                    ? ", or use sparseCategoricalCrossentropy() for class labels." : "."));
        }
        return new Pair(t, p);
    }

    private static Tensor squeezed(Tensor t) {
        return t.shape().last() == 1 ? CrossEntropy.dropLast(t) : t;
    }

    private static Tensor widened(Tensor t) {
        return t.shape().rank() == 1 ? t.reshape(t.shape().dim(0), 1) : t;
    }

    /** Class indices (int32, or whole float32 numbers) as one-hot rows of the prediction's shape. */
    public static Tensor oneHot(Tensor target, Tensor prediction) {
        int rows = prediction.shape().size() / prediction.shape().last();
        if (target.shape().size() != rows) {
            throw new DypException("The model gives " + prediction.shape() + ", so there must be one class number per row, "
                    + prediction.shape().slice(0, prediction.shape().rank() - 1) + ", but the targets are " + target.shape()
                    + (target.shape().equals(prediction.shape()) ? ". Use categoricalCrossentropy() for one-hot rows."
                    : ". Give one class number per row."));
        }
        return CrossEntropy.classes(target.cast(DType.INT32), prediction);
    }

    /** Labels of 0 and 1 as -1 and +1; labels that hold anything else stay. The whole batch is looked at, as in Keras. */
    static Tensor signs(Tensor labels) {
        Tensor zeroOrOne = labels.equal(Tensor.scalar(0)).maximum(labels.equal(Tensor.scalar(1)));
        return Tensor.where(zeroOrOne.min(), labels.mul(2).sub(1), labels);
    }

    /** A share of every target goes to all classes alike. Szegedy et al. 2016, "Rethinking the Inception architecture", section 7. */
    static Tensor smooth(Tensor target, double share, int classes) {
        return share == 0 ? target : target.mul(1 - share).add(share / classes);
    }

    /** A pair with the classes moved to the last axis and the targets smoothed. */
    static Pair classesLast(Tensor target, Tensor prediction, int axis, double smoothing) {
        Pair both = pair(target, prediction);
        Tensor t = last(both.target(), axis);
        return new Pair(smooth(t, smoothing, t.shape().last()), last(both.prediction(), axis));
    }

    /** Folded axes, of length 1, go; none means that all are gone already. */
    public static Tensor drop(Tensor folded, int... axes) {
        Shape s = folded.shape();
        int[] gone = Arrays.stream(axes).map(a -> a < 0 ? a + s.rank() : a).toArray();
        int[] left = IntStream.range(0, s.rank()).filter(i -> Arrays.stream(gone).noneMatch(a -> a == i)).map(s::dim).toArray();
        return folded.reshape(Shape.of(left));
    }

    /** The axis moved to the end. */
    static Tensor last(Tensor t, int axis) {
        int rank = t.shape().rank();
        int from = t.shape().axis(axis);
        return from == rank - 1 ? t : t.transpose(IntStream.range(0, rank).map(i -> i < from ? i : i == rank - 1 ? from : i + 1).toArray());
    }
}
