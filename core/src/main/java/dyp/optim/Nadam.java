package dyp.optim;

import dyp.op.Tensor;

/**
 * Adam that looks ahead, as Nesterov's momentum does. The momentum grows to b1, u_t = b1 (1 - 0.96^t / 2), and U_t is the
 * product of u_1 to u_t, one number for all weights; m and v are Adam's:
 * w <- w - lr (u_t+1 m / (1 - U_t u_t+1) + (1 - u_t) g / (1 - U_t)) / (sqrt(v / (1 - b2^t)) + eps). Dozat 2016,
 * "Incorporating Nesterov momentum into Adam".
 */
public record Nadam(Schedule learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    public Nadam {
        Checks.fraction("beta1", beta1);
        Checks.fraction("beta2", beta2);
        Checks.notNegative("epsilon", epsilon);
    }

    public Nadam beta1(double b) {
        return new Nadam(learningRate, b, beta2, epsilon);
    }

    public Nadam beta2(double b) {
        return new Nadam(learningRate, beta1, b, epsilon);
    }

    public Nadam epsilon(double e) {
        return new Nadam(learningRate, beta1, beta2, e);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor one = Tensor.scalar(1);
        Tensor now = momentum(state.step());
        Tensor then = momentum(state.step().add(1));
        Tensor product = state.shared("u_product", 1, u -> u.mul(now));
        Tensor m = state.runningMean("momentum", g, beta1);
        Tensor v = state.runningMean("velocity", g.square(), beta2);
        Tensor ahead = m.mul(then.div(one.sub(product.mul(then)))).add(g.mul(one.sub(now).div(one.sub(product))));
        return w.sub(ahead.mul(state.learningRate()).div(v.div(state.correction(beta2)).sqrt().add(epsilon)));
    }

    private Tensor momentum(Tensor step) {
        return Tensor.scalar(1).sub(Tensor.scalar(0.96).pow(step).mul(0.5)).mul(beta1);
    }
}
