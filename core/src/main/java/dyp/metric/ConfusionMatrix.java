package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/**
 * How often each class (row) was taken for each (column), by weight, (classes, classes). Targets are class numbers or one-hot rows,
 * predictions scores (batch, ..., classes). Logs show the share on the diagonal.
 */
public record ConfusionMatrix(int classes) implements Metric {
    public ConfusionMatrix {
        Checks.positive("classes", classes);
    }

    @Override
    public String name() {
        return "confusion_matrix";
    }

    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        boolean rows = target.shape().equals(prediction.shape());
        Tensor truth = rows ? Targets.drop(target.argmax(-1), -1) : SparseCategoricalAccuracy.labels(name(), target, prediction);
        return totals(truth, Targets.drop(prediction.argmax(-1), -1), weights, classes);
    }

    /** From class numbers, int32, on both sides; numbers outside count nowhere. */
    static Tensor totals(Tensor truth, Tensor said, Tensor weights, int classes) {
        Tensor w = Sums.weights(weights, truth.shape()).reshape(-1);
        Tensor t = truth.cast(DType.FLOAT32).reshape(-1);
        Tensor s = said.cast(DType.FLOAT32).reshape(-1);
        Tensor valid = inside(t, classes).mul(inside(s, classes));
        return Sums.histogram(w, Tensor.where(valid, t.mul(classes).add(s), Tensor.scalar(-1)), classes * classes);
    }

    private static Tensor inside(Tensor label, int classes) {
        return Tensor.scalar(-1).less(label).mul(label.less(Tensor.scalar(classes)));
    }

    @Override
    public double result(double[] totals) {
        double right = 0;
        double all = 0;
        for (int i = 0; i < totals.length; i++) {
            right += i % (classes + 1) == 0 ? totals[i] : 0;
            all += totals[i];
        }
        return Sums.over(right, all);
    }

    @Override
    public NDArray values(double[] totals) {
        return NDArray.generate(Shape.of(classes, classes), i -> totals[i]);
    }
}
