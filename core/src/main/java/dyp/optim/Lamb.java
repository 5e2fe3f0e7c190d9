package dyp.optim;

import dyp.op.Tensor;

/**
 * Adam for very large batches: each weight's step is as long as the weight itself, times the learning rate. m and v are Adam's;
 * u = m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps); w <- w - lr |w| / |u| u, without the ratio where |w| or |u| is 0. You et
 * al. 2020, "Large batch optimization for deep learning".
 */
public record Lamb(Schedule learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    public Lamb {
        Checks.fraction("beta1", beta1);
        Checks.fraction("beta2", beta2);
        Checks.notNegative("epsilon", epsilon);
    }

    public Lamb beta1(double b) {
        return new Lamb(learningRate, b, beta2, epsilon);
    }

    public Lamb beta2(double b) {
        return new Lamb(learningRate, beta1, b, epsilon);
    }

    public Lamb epsilon(double e) {
        return new Lamb(learningRate, beta1, beta2, e);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor m = state.runningMean("momentum", g, beta1).div(state.correction(beta1));
        Tensor v = state.runningMean("velocity", g.square(), beta2).div(state.correction(beta2));
        Tensor u = m.div(v.sqrt().add(epsilon));
        Tensor weight = w.square().sum().sqrt();
        Tensor step = u.square().sum().sqrt();
        Tensor ratio = Tensor.where(weight.minimum(step), weight.div(step), Tensor.scalar(1));
        return w.sub(u.mul(ratio.mul(state.learningRate())));
    }
}
