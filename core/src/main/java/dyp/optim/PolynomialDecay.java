package dyp.optim;

import dyp.op.Tensor;

/**
 * (initial - end) * (1 - step / decaySteps)^power + end, and end from then on. With cycles, decaySteps doubles, triples ... each
 * time it is passed, so that the rate jumps up again and falls more slowly.
 */
public record PolynomialDecay(double initialLearningRate, int decaySteps, double endLearningRate, double power, boolean cycle)
        implements Schedule {
    public PolynomialDecay {
        Checks.notNegative("initialLearningRate", initialLearningRate);
        Checks.atLeast("decaySteps", 1, decaySteps);
        Checks.notNegative("endLearningRate", endLearningRate);
        Checks.positive("power", power);
    }

    public PolynomialDecay endLearningRate(double end) {
        return new PolynomialDecay(initialLearningRate, decaySteps, end, power, cycle);
    }

    public PolynomialDecay power(double p) {
        return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, p, cycle);
    }

    public PolynomialDecay cycle(boolean c) {
        return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, c);
    }

    @Override
    public Tensor at(Tensor step) {
        Tensor one = Tensor.scalar(1);
        Tensor periods = step.div(decaySteps);
        Tensor done = cycle ? step.div(up(periods).maximum(one).mul(decaySteps)) : periods.minimum(one);
        return one.sub(done).pow(Tensor.scalar(power)).mul(initialLearningRate - endLearningRate).add(endLearningRate);
    }

    /** The next whole number. */
    private static Tensor up(Tensor x) {
        Tensor whole = Steps.whole(x);
        return whole.add(whole.less(x));
    }
}
