package dyp.optim;

import dyp.op.Tensor;

/**
 * Adam without a schedule: steps are taken from z, x is the plain mean of all z, and the weight, where gradients are taken, lies
 * between the two, w = (1 - b1) z + b1 x. Only z and the second moment are kept; x follows from the weight:
 * v <- b2 v + (1 - b2) g²; x = (w - (1 - b1) z) / b1; z <- z - lr g / (sqrt(v / (1 - b2^t)) + eps);
 * x <- (1 - 1/t) x + z / t. Defazio et al. 2024, "The road less scheduled".
 *
 * @param beta1 more than 0
 * @param warmupSteps the rate grows to its full size over so many steps
 */
public record ScheduleFreeAdamW(Schedule learningRate, double beta1, double beta2, double epsilon, int warmupSteps) implements Optimizer {
    public ScheduleFreeAdamW {
        Checks.fraction("beta1", beta1);
        Checks.positive("beta1", beta1);
        Checks.fraction("beta2", beta2);
        Checks.notNegative("epsilon", epsilon);
        Checks.atLeast("warmupSteps", 0, warmupSteps);
    }

    public ScheduleFreeAdamW beta1(double b) {
        return new ScheduleFreeAdamW(learningRate, b, beta2, epsilon, warmupSteps);
    }

    public ScheduleFreeAdamW beta2(double b) {
        return new ScheduleFreeAdamW(learningRate, beta1, b, epsilon, warmupSteps);
    }

    public ScheduleFreeAdamW epsilon(double e) {
        return new ScheduleFreeAdamW(learningRate, beta1, beta2, e, warmupSteps);
    }

    public ScheduleFreeAdamW warmupSteps(int steps) {
        return new ScheduleFreeAdamW(learningRate, beta1, beta2, epsilon, steps);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor one = Tensor.scalar(1);
        Tensor share = one.div(state.step());
        Tensor before = state.copy("momentum");
        Tensor v = state.runningMean("velocity", g.square(), beta2);
        Tensor x = w.sub(before.mul(1 - beta1)).div(beta1);
        Tensor step = g.mul(rate(state)).div(v.div(state.correction(beta2)).sqrt().add(epsilon));
        Tensor z = state.update(before, before.sub(step));
        Tensor mean = x.mul(one.sub(share)).add(z.mul(share));
        return z.mul(1 - beta1).add(mean.mul(beta1));
    }

    private Tensor rate(State state) {
        return warmupSteps == 0 ? state.learningRate()
                : state.learningRate().mul(state.step().div(warmupSteps).minimum(Tensor.scalar(1)));
    }
}
