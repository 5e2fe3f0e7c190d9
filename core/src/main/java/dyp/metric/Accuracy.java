package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;

/**
 * The share of right answers.
 *
 * @param kind how an answer is read
 */
public record Accuracy(Kind kind) implements Metric {
    /** AUTO looks at the shapes, as Keras does for "accuracy". */
    public enum Kind {
        AUTO,
        /** Each number, above or below a half, against 0 or 1. */
        BINARY,
        /** The largest of a row against the largest of the target row. */
        CATEGORICAL,
        /** The largest of a row against a class index. */
        SPARSE
    }

    @Override
    public String name() {
        return switch (kind) {
            case AUTO -> "accuracy";
            case BINARY -> "binary_accuracy";
            case CATEGORICAL -> "categorical_accuracy";
            case SPARSE -> "sparse_categorical_accuracy";
        };
    }

    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        Tensor right = switch (kind == Kind.AUTO ? suited(target, prediction) : kind) {
            case BINARY -> Tensor.scalar(0.5).less(prediction).equal(Targets.like(target, prediction));
            case CATEGORICAL -> prediction.argmax(-1).equal(Targets.like(target, prediction).argmax(-1));
            default -> {
                Tensor answer = prediction.argmax(-1);
                if (target.shape().size() != answer.shape().size()) {
                    throw new DypException("[" + name() + "] The model gives " + prediction.shape() + ", so there must be one class number"
                            + " per row, but the targets are " + target.shape() + ". Use accuracy(), which looks at the shapes, or give class numbers.");
                }
                yield answer.equal(target.cast(DType.INT32).reshape(answer.shape()));
            }
        };
        return Tensor.concat(0, right.sum().reshape(1), Tensor.of(right.shape().size()));
    }

    private static Kind suited(Tensor target, Tensor prediction) {
        if (prediction.shape().last() == 1) {
            return Kind.BINARY;
        }
        return target.shape().equals(prediction.shape()) ? Kind.CATEGORICAL : Kind.SPARSE;
    }

    @Override
    public double result(double[] totals) {
        return totals[0] / totals[1];
    }
}
