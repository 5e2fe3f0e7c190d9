package dyp.optim;

import dyp.op.Tensor;

/**
 * initial / (1 + decayRate * step / decaySteps); as a staircase, the quotient without its fraction. It falls like 1/t, so that
 * its sum is infinite and the sum of its squares is not: the conditions under which Robbins and Monro 1951, "A stochastic
 * approximation method", converge.
 */
public record InverseTimeDecay(double initialLearningRate, int decaySteps, double decayRate, boolean staircase) implements Schedule {
    public InverseTimeDecay {
        Checks.notNegative("initialLearningRate", initialLearningRate);
        Checks.atLeast("decaySteps", 1, decaySteps);
        Checks.notNegative("decayRate", decayRate);
    }

    public InverseTimeDecay staircase(boolean s) {
        return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, s);
    }

    @Override
    public Tensor at(Tensor step) {
        return Tensor.scalar(initialLearningRate).div(Steps.periods(step, decaySteps, staircase).mul(decayRate).add(1));
    }
}
