package dyp.optim;

import dyp.op.Tensor;

/**
 * Up once and down once, each along half a cosine: from max / divFactor to max in the first part of all steps, and from there to
 * max / divFactor / finalDivFactor, where it stays. Smith and Topin 2018, "Super-convergence"; as PyTorch's OneCycleLR.
 *
 * @param totalSteps the last of them, totalSteps - 1, has the lowest rate
 * @param pctStart the share of steps that go up
 */
public record OneCycle(double maxLearningRate, int totalSteps, double pctStart, double divFactor, double finalDivFactor) implements Schedule {
    public OneCycle {
        Checks.notNegative("maxLearningRate", maxLearningRate);
        Checks.fraction("pctStart", pctStart);
        Checks.positive("divFactor", divFactor);
        Checks.positive("finalDivFactor", finalDivFactor);
        Checks.positive("pctStart of totalSteps, less one", pctStart * totalSteps - 1);
    }

    public OneCycle pctStart(double p) {
        return new OneCycle(maxLearningRate, totalSteps, p, divFactor, finalDivFactor);
    }

    public OneCycle divFactor(double d) {
        return new OneCycle(maxLearningRate, totalSteps, pctStart, d, finalDivFactor);
    }

    public OneCycle finalDivFactor(double d) {
        return new OneCycle(maxLearningRate, totalSteps, pctStart, divFactor, d);
    }

    @Override
    public Tensor at(Tensor step) {
        double top = pctStart * totalSteps - 1;
        double first = maxLearningRate / divFactor;
        Tensor up = between(first, maxLearningRate, step.div(top));
        Tensor down = between(maxLearningRate, first / finalDivFactor, step.sub(top).div(totalSteps - 1 - top).clip(0, 1));
        return Tensor.where(Tensor.scalar(top).less(step), down, up);
    }

    private static Tensor between(double from, double to, Tensor done) {
        return Steps.cosine(done).mul(from - to).add(to);
    }
}
