package dyp.optim;

import dyp.op.Tensor;

/**
 * Running means of the gradient and of its square, each corrected for having started at 0:
 * m <- b1 m + (1 - b1) g; v <- b2 v + (1 - b2) g²; w <- w - lr sqrt(1 - b2^t) / (1 - b1^t) * m / (sqrt(v) + eps).
 * Kingma and Ba 2015, "Adam"; epsilon stands outside the correction, as at the end of their section 2 and in Keras.
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    public Adam {
        Checks.notNegative("learningRate", learningRate);
        Checks.fraction("beta1", beta1);
        Checks.fraction("beta2", beta2);
        Checks.notNegative("epsilon", epsilon);
    }

    public Adam beta1(double b) {
        return new Adam(learningRate, b, beta2, epsilon);
    }

    public Adam beta2(double b) {
        return new Adam(learningRate, beta1, b, epsilon);
    }

    public Adam epsilon(double e) {
        return new Adam(learningRate, beta1, beta2, e);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor one = Tensor.scalar(1);
        Tensor mean = state.slot("momentum");
        Tensor square = state.slot("velocity");
        Tensor m = state.update(mean, mean.add(g.sub(mean).mul(1 - beta1)));
        Tensor v = state.update(square, square.add(g.square().sub(square).mul(1 - beta2)));
        Tensor rate = state.learningRate()
                .mul(one.sub(Tensor.scalar(beta2).pow(state.step())).sqrt())
                .div(one.sub(Tensor.scalar(beta1).pow(state.step())));
        return w.sub(m.mul(rate).div(v.sqrt().add(epsilon)));
    }
}
