package dyp.optim;

import dyp.op.Tensor;

/**
 * Cosine decay again and again: the i-th period is firstDecaySteps tMul^i steps long and begins at initial mMul^i. Loshchilov
 * and Hutter 2017, "SGDR: stochastic gradient descent with warm restarts".
 *
 * @param alpha the share of the initial rate that each period ends at
 */
public record CosineDecayRestarts(double initialLearningRate, int firstDecaySteps, double tMul, double mMul, double alpha) implements Schedule {
    public CosineDecayRestarts {
        Checks.notNegative("initialLearningRate", initialLearningRate);
        Checks.atLeast("firstDecaySteps", 1, firstDecaySteps);
        Checks.positive("tMul", tMul);
        Checks.notNegative("mMul", mMul);
        Checks.notNegative("alpha", alpha);
    }

    public CosineDecayRestarts tMul(double t) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, t, mMul, alpha);
    }

    public CosineDecayRestarts mMul(double m) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, m, alpha);
    }

    public CosineDecayRestarts alpha(double a) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, a);
    }

    @Override
    public Tensor at(Tensor step) {
        Tensor periods = step.div(firstDecaySteps);
        Tensor restarts = restarts(periods);
        Tensor length = Tensor.scalar(tMul).pow(restarts);
        Tensor done = tMul == 1 ? periods.sub(restarts) : periods.sub(length.sub(1).div(tMul - 1)).div(length);
        Tensor decayed = Steps.cosine(done).mul(Tensor.scalar(mMul).pow(restarts));
        return decayed.mul(1 - alpha).add(alpha).mul(initialLearningRate);
    }

    /** How many periods are over: the largest i with tMul^i <= 1 + periods (tMul - 1), the sum of a geometric series. */
    private Tensor restarts(Tensor periods) {
        if (tMul == 1) {
            return Steps.whole(periods);
        }
        Tensor sum = periods.mul(tMul - 1).add(1);
        Tensor i = Steps.whole(sum.log().div(Math.log(tMul)));
        // The logarithm of a whole power may come out a little too small.
        return i.add(1).sub(sum.less(Tensor.scalar(tMul).pow(i.add(1))));
    }
}
