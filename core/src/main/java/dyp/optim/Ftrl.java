package dyp.optim;

import dyp.op.Tensor;

/**
 * Follow the regularized leader: the weight that would have been best so far, under prices l1 and l2. With p the learning
 * rate's power: n' = n + g²; z <- z + g + 2 shrinkage w - (n'^-p - n^-p) / lr * w; q = n'^-p / lr + 2 l2 + beta / lr;
 * w <- (clip(z, -l1, l1) - z) / q; n <- n'. McMahan et al. 2013, "Ad click prediction", algorithm 1.
 *
 * @param learningRatePower -0.5 for the paper's root; 0 for a rate that does not fall
 * @param initialAccumulatorValue where n starts
 * @param l1 weights whose z stays below it are exactly 0
 * @param shrinkage another l2, on the gradient alone
 */
public record Ftrl(Schedule learningRate, double learningRatePower, double initialAccumulatorValue, double l1, double l2,
        double shrinkage, double beta) implements Optimizer {
    public Ftrl {
        Checks.notNegative("-learningRatePower", -learningRatePower);
        Checks.notNegative("initialAccumulatorValue", initialAccumulatorValue);
        Checks.notNegative("l1", l1);
        Checks.notNegative("l2", l2);
        Checks.notNegative("shrinkage", shrinkage);
        Checks.notNegative("beta", beta);
    }

    public Ftrl learningRatePower(double p) {
        return new Ftrl(learningRate, p, initialAccumulatorValue, l1, l2, shrinkage, beta);
    }

    public Ftrl initialAccumulatorValue(double n) {
        return new Ftrl(learningRate, learningRatePower, n, l1, l2, shrinkage, beta);
    }

    /** Keras's l1_regularization_strength. */
    public Ftrl l1(double strength) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, strength, l2, shrinkage, beta);
    }

    /** Keras's l2_regularization_strength. */
    public Ftrl l2(double strength) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, l1, strength, shrinkage, beta);
    }

    /** Keras's l2_shrinkage_regularization_strength. */
    public Ftrl shrinkage(double strength) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, l1, l2, strength, beta);
    }

    public Ftrl beta(double b) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, l1, l2, shrinkage, b);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor lr = state.learningRate();
        Tensor before = state.slot("accumulator", initialAccumulatorValue);
        Tensor linear = state.slot("linear");
        Tensor n = state.update(before, before.add(g.square()));
        Tensor shift = power(n).sub(power(before)).div(lr).mul(w);
        Tensor z = state.update(linear, linear.add(g).add(w.mul(2 * shrinkage)).sub(shift));
        Tensor q = power(n).div(lr).add(Tensor.scalar(beta).div(lr).add(2 * l2));
        return z.clip(-l1, l1).sub(z).div(q);
    }

    private Tensor power(Tensor n) {
        return learningRatePower == -0.5 ? n.sqrt() : n.pow(Tensor.scalar(-learningRatePower));
    }
}
