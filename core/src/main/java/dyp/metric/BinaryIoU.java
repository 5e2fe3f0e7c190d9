package dyp.metric;

import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * {@link IoU} of two classes, where the prediction is the probability of the second.
 *
 * @param targetClassIds which of 0 and 1 the mean is over
 * @param threshold from which on (inclusive, as in Keras) a place is of class 1
 */
public record BinaryIoU(List<Integer> targetClassIds, double threshold) implements Metric {
    public BinaryIoU {
        targetClassIds = List.copyOf(targetClassIds);
    }

    @Override
    public String name() {
        return "binary_io_u";
    }

    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        Tensor below = prediction.less(Tensor.scalar(threshold));
        return IoU.totals(target.cast(DType.INT32), Tensor.scalar(1).sub(below), weights, 2, OptionalInt.empty());
    }

    @Override
    public double result(double[] totals) {
        return IoU.mean(IoU.figures(totals, 2), targetClassIds);
    }

    @Override
    public NDArray values(double[] totals) {
        double[] figures = IoU.figures(totals, 2);
        return NDArray.generate(Shape.of(2), i -> figures[i]);
    }

    public BinaryIoU targetClassIds(int... ids) {
        return new BinaryIoU(Arrays.stream(ids).boxed().toList(), threshold);
    }

    public BinaryIoU threshold(double t) {
        return new BinaryIoU(targetClassIds, t);
    }
}
