package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Intersection over union, tp / (tp + fp + fn), of classes of places (Jaccard 1901); the mean over those that occur. Weights are cut down
 * to whole numbers, as in Keras. Its values are the figures of all classes, NaN where one does not occur.
 *
 * @param targetClassIds which classes the mean is over
 * @param ignoreClass a class whose places do not count
 * @param sparseTarget whether targets are class numbers; otherwise the largest along the axis
 * @param sparsePrediction whether predictions are class numbers; otherwise the largest along the axis
 */
public record IoU(int numClasses, List<Integer> targetClassIds, OptionalInt ignoreClass, boolean sparseTarget, boolean sparsePrediction, int axis,
        String name) implements Metric {
    private static final double EPSILON = 1e-7;

    public IoU {
        Checks.positive("numClasses", numClasses);
        targetClassIds = List.copyOf(targetClassIds);
        if (targetClassIds.isEmpty() || Collections.min(targetClassIds) < 0 || Collections.max(targetClassIds) >= numClasses) {
            throw new DypException("Target classes must be numbers from 0 to " + (numClasses - 1) + ", but " + targetClassIds + " came.");
        }
    }

    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        return totals(labels(target, sparseTarget), labels(prediction, sparsePrediction), weights, numClasses, ignoreClass);
    }

    private Tensor labels(Tensor t, boolean sparse) {
        return sparse ? t.cast(DType.INT32) : Targets.drop(t.argmax(axis), axis);
    }

    /** The confusion matrix of class numbers, int32. */
    static Tensor totals(Tensor truth, Tensor said, Tensor weights, int classes, OptionalInt ignored) {
        if (truth.shape().size() != said.shape().size()) {
            throw new DypException("Every place needs a class on both sides, but the targets have " + truth.shape() + " and the predictions "
                    + said.shape() + ".");
        }
        Tensor whole = weights == null ? null : weights.cast(DType.INT32).cast(DType.FLOAT32);
        Tensor t = truth;
        if (ignored.isPresent()) {
            Tensor gone = truth.equal(Tensor.constant(NDArray.of(new int[] {ignored.getAsInt()}).reshape())).cast(DType.INT32);
            t = t.sub(gone.mul(ignored.getAsInt() + 1));
        }
        return ConfusionMatrix.totals(t, said, whole, classes);
    }

    @Override
    public double result(double[] totals) {
        return mean(figures(totals, numClasses), targetClassIds);
    }

    @Override
    public NDArray values(double[] totals) {
        double[] figures = figures(totals, numClasses);
        return NDArray.generate(Shape.of(numClasses), i -> figures[i]);
    }

    static double[] figures(double[] matrix, int classes) {
        double[] figures = new double[classes];
        for (int c = 0; c < classes; c++) {
            double all = -matrix[c * classes + c];
            for (int other = 0; other < classes; other++) {
                all += matrix[c * classes + other] + matrix[other * classes + c];
            }
            figures[c] = all > 1e-9 ? matrix[c * classes + c] / (all + EPSILON) : Double.NaN;
        }
        return figures;
    }

    /** Over the classes that occur. */
    static double mean(double[] figures, List<Integer> classes) {
        double[] there = classes.stream().mapToDouble(c -> figures[c]).filter(f -> !Double.isNaN(f)).toArray();
        return Arrays.stream(there).sum() / (there.length + EPSILON);
    }

    public IoU ignoreClass(int label) {
        return new IoU(numClasses, targetClassIds, OptionalInt.of(label), sparseTarget, sparsePrediction, axis, name);
    }

    /** Whether targets are class numbers. */
    public IoU sparseTarget(boolean sparse) {
        return new IoU(numClasses, targetClassIds, ignoreClass, sparse, sparsePrediction, axis, name);
    }

    /** Whether predictions are class numbers. */
    public IoU sparsePrediction(boolean sparse) {
        return new IoU(numClasses, targetClassIds, ignoreClass, sparseTarget, sparse, axis, name);
    }

    /** Where the classes are, for what is not class numbers. */
    public IoU axis(int a) {
        return new IoU(numClasses, targetClassIds, ignoreClass, sparseTarget, sparsePrediction, a, name);
    }
}
