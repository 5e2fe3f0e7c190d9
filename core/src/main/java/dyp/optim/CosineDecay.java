package dyp.optim;

import dyp.op.Tensor;

/**
 * From the initial rate along half a cosine down to alpha times it: rate * ((1 - alpha) (1 + cos(pi step / decaySteps)) / 2 + alpha),
 * and that from then on. Loshchilov and Hutter 2017, "SGDR". With a warm-up the rate first goes in a straight line from the
 * initial rate to the target, and the cosine begins there.
 *
 * @param warmupTarget null: no warm-up
 */
public record CosineDecay(double initialLearningRate, int decaySteps, double alpha, Double warmupTarget, int warmupSteps) implements Schedule {
    public CosineDecay {
        Checks.notNegative("initialLearningRate", initialLearningRate);
        Checks.atLeast("decaySteps", 1, decaySteps);
        Checks.notNegative("alpha", alpha);
        if (warmupTarget != null) {
            Checks.notNegative("warmupTarget", warmupTarget);
            Checks.atLeast("warmupSteps", 1, warmupSteps);
        }
    }

    public CosineDecay alpha(double a) {
        return new CosineDecay(initialLearningRate, decaySteps, a, warmupTarget, warmupSteps);
    }

    /** First so many steps from 0 up to the initial rate. */
    @Override
    public CosineDecay warmup(int steps) {
        return new CosineDecay(0, decaySteps, alpha, initialLearningRate, steps);
    }

    /** First so many steps from the initial rate to the target. */
    public CosineDecay warmup(double target, int steps) {
        return new CosineDecay(initialLearningRate, decaySteps, alpha, target, steps);
    }

    @Override
    public Tensor at(Tensor step) {
        if (warmupTarget == null) {
            return decay(initialLearningRate, step);
        }
        Tensor first = Tensor.scalar(warmupSteps);
        Tensor rising = step.div(first).mul(warmupTarget - initialLearningRate).add(initialLearningRate);
        return Tensor.where(step.less(first), rising, decay(warmupTarget, step.sub(first)));
    }

    private Tensor decay(double from, Tensor step) {
        Tensor done = step.div(decaySteps).clip(0, 1);
        return Steps.cosine(done).mul(1 - alpha).add(alpha).mul(from);
    }
}
