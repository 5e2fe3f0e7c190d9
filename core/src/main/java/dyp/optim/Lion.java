package dyp.optim;

import dyp.op.Tensor;

/**
 * Every number moves by the learning rate, up or down: w <- w - lr sign(b1 m + (1 - b1) g); m <- b2 m + (1 - b2) g. Wants a
 * learning rate of a third to a tenth of Adam's, and a weight decay larger by as much. Chen et al. 2023, "Symbolic discovery of
 * optimization algorithms".
 */
public record Lion(Schedule learningRate, double beta1, double beta2) implements Optimizer {
    public Lion {
        Checks.fraction("beta1", beta1);
        Checks.fraction("beta2", beta2);
    }

    public Lion beta1(double b) {
        return new Lion(learningRate, b, beta2);
    }

    public Lion beta2(double b) {
        return new Lion(learningRate, beta1, b);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor m = state.slot("momentum");
        state.runningMean("momentum", g, beta2);
        return w.sub(m.mul(beta1).add(g.mul(1 - beta1)).sign().mul(state.learningRate()));
    }
}
