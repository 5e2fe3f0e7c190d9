package dyp.nn;

import dyp.op.Tensor;

/**
 * In training, multiplies each number by a normal one of mean 1 and deviation sqrt(rate / (1 - rate)), dropout's; in prediction, nothing.
 * Srivastava et al. 2014, section 10.
 */
public record GaussianDropout(double rate) implements Layer {
    public GaussianDropout {
        Checks.fraction("rate", rate);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return !scope.training() || rate == 0 ? x : x.mul(scope.normal(x.shape()).mul(Math.sqrt(rate / (1 - rate))).add(1));
    }

    @Override
    public boolean keepsMask() {
        return true;
    }
}
