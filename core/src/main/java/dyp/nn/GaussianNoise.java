package dyp.nn;

import dyp.op.Tensor;

/** In training, adds a normal number of mean 0 and this deviation to each; in prediction, nothing. */
public record GaussianNoise(double stddev) implements Layer {
    public GaussianNoise {
        Checks.notNegative("stddev", stddev);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return !scope.training() || stddev == 0 ? x : x.add(scope.normal(x.shape()).mul(stddev));
    }

    @Override
    public boolean keepsMask() {
        return true;
    }
}
