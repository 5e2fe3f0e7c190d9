package dyp.optim;

import dyp.op.Tensor;

/**
 * Running means of the gradient and of its square, each corrected for having started at 0:
 * m <- b1 m + (1 - b1) g; v <- b2 v + (1 - b2) g²; w <- w - lr sqrt(1 - b2^t) / (1 - b1^t) * m / (sqrt(v) + eps).
 * Kingma and Ba 2015, "Adam"; epsilon stands outside the correction, as at the end of their section 2 and in Keras.
 * With amsgrad the largest v so far takes v's place: Reddi, Kale and Kumar 2018, "On the convergence of Adam and beyond".
 */
public record Adam(Schedule learningRate, double beta1, double beta2, double epsilon, boolean amsgrad) implements Optimizer {
    public Adam {
        Checks.fraction("beta1", beta1);
        Checks.fraction("beta2", beta2);
        Checks.notNegative("epsilon", epsilon);
    }

    public Adam beta1(double b) {
        return new Adam(learningRate, b, beta2, epsilon, amsgrad);
    }

    public Adam beta2(double b) {
        return new Adam(learningRate, beta1, b, epsilon, amsgrad);
    }

    public Adam epsilon(double e) {
        return new Adam(learningRate, beta1, beta2, e, amsgrad);
    }

    public Adam amsgrad(boolean a) {
        return new Adam(learningRate, beta1, beta2, epsilon, a);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor m = state.runningMean("momentum", g, beta1);
        Tensor v = state.runningMean("velocity", g.square(), beta2);
        if (amsgrad) {
            Tensor largest = state.slot("velocity_hat");
            v = state.update(largest, largest.maximum(v));
        }
        Tensor rate = state.learningRate().mul(state.correction(beta2).sqrt()).div(state.correction(beta1));
        return w.sub(m.mul(rate).div(v.sqrt().add(epsilon)));
    }

    @Override
    public int slotGroup(String slot) {
        return slot.equals("velocity_hat") ? 1 : 0;
    }
}
