package dyp.nn;

import dyp.op.Tensor;

/**
 * In training, sets each number to 0 with probability {@code rate} and divides the rest by 1 - rate, so that their mean
 * stays; in prediction, nothing. Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting".
 */
public record Dropout(double rate) implements Layer {
    public Dropout {
        Checks.fraction("rate", rate);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (!scope.training() || rate == 0) {
            return x;
        }
        Tensor drop = scope.uniform(x.shape()).less(Tensor.scalar(rate));
        return Tensor.where(drop, Tensor.scalar(0), x.mul(1 / (1 - rate)));
    }

    @Override
    public boolean keepsMask() {
        return true;
    }
}
