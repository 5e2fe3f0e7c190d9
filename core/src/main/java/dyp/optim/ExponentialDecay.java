package dyp.optim;

import dyp.op.Tensor;

/** initial * decayRate^(step / decaySteps); as a staircase, the quotient without its fraction. */
public record ExponentialDecay(double initialLearningRate, int decaySteps, double decayRate, boolean staircase) implements Schedule {
    public ExponentialDecay {
        Checks.notNegative("initialLearningRate", initialLearningRate);
        Checks.atLeast("decaySteps", 1, decaySteps);
        Checks.notNegative("decayRate", decayRate);
    }

    public ExponentialDecay staircase(boolean s) {
        return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, s);
    }

    @Override
    public Tensor at(Tensor step) {
        return Tensor.scalar(decayRate).pow(Steps.periods(step, decaySteps, staircase)).mul(initialLearningRate);
    }
}
