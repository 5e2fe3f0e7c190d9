package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/**
 * A price on rows (or columns) of a matrix that are not at right angles: {@code factor} times the mean of |cosine| over all pairs.
 *
 * @param mode which lie at right angles; for a dense kernel (in, units) columns are the units' weights
 */
public record OrthogonalRegularizer(double factor, Mode mode) implements Regularizer {
    /** What is compared with each other. */
    public enum Mode { ROWS, COLUMNS }

    public OrthogonalRegularizer {
        Checks.notNegative("factor", factor);
    }

    @Override
    public Tensor of(Tensor weight) {
        if (weight.shape().rank() != 2) {
            throw new DypException("orthogonalRegularizer prices matrices, but the weight has shape " + weight.shape() + ". Use it on a dense kernel.");
        }
        Tensor rows = Norms.unit(mode == Mode.ROWS ? weight : weight.transpose(), Norms.EPSILON, 1);
        int n = rows.shape().dim(0);
        if (n == 1) {
            return null;
        }
        Tensor pairs = Tensor.constant(NDArray.generate(Shape.of(n, n), i -> i / n == i % n ? 0 : 1));
        return rows.matmul(rows.transpose()).mul(pairs).abs().sum().mul(factor / (n * (n - 1.0)));
    }

    public OrthogonalRegularizer mode(Mode m) {
        return new OrthogonalRegularizer(factor, m);
    }
}
