package dyp.optim;

import dyp.op.Tensor;

/**
 * Adam with the largest of all gradients, slowly forgotten, in place of the mean of squares:
 * m <- b1 m + (1 - b1) g; u <- max(b2 u, |g|); w <- w - lr / (1 - b1^t) * m / (u + eps). Kingma and Ba 2015, section 7.1.
 */
public record Adamax(Schedule learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    public Adamax {
        Checks.fraction("beta1", beta1);
        Checks.fraction("beta2", beta2);
        Checks.notNegative("epsilon", epsilon);
    }

    public Adamax beta1(double b) {
        return new Adamax(learningRate, b, beta2, epsilon);
    }

    public Adamax beta2(double b) {
        return new Adamax(learningRate, beta1, b, epsilon);
    }

    public Adamax epsilon(double e) {
        return new Adamax(learningRate, beta1, beta2, e);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor m = state.runningMean("momentum", g, beta1);
        Tensor norm = state.slot("norm");
        Tensor u = state.update(norm, norm.mul(beta2).maximum(g.abs()));
        return w.sub(m.mul(state.learningRate().div(state.correction(beta1))).div(u.add(epsilon)));
    }
}
