package dyp.optim;

import dyp.op.Tensor;

/**
 * Steps in the weight's own unit: a running root mean square of past steps over one of gradients. With
 * rms(x) = sqrt(x + eps): a <- rho a + (1 - rho) g²; s = rms(d) / rms(a) * g; d <- rho d + (1 - rho) s²; w <- w - lr s.
 * Zeiler 2012, "ADADELTA"; there the learning rate is 1.
 */
public record Adadelta(Schedule learningRate, double rho, double epsilon) implements Optimizer {
    public Adadelta {
        Checks.fraction("rho", rho);
        Checks.notNegative("epsilon", epsilon);
    }

    public Adadelta rho(double r) {
        return new Adadelta(learningRate, r, epsilon);
    }

    public Adadelta epsilon(double e) {
        return new Adadelta(learningRate, rho, e);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor a = state.runningMean("accumulated_grad", g.square(), rho);
        Tensor before = state.slot("accumulated_delta_var");
        Tensor s = rms(before).mul(g).div(rms(a));
        state.runningMean("accumulated_delta_var", s.square(), rho);
        return w.sub(s.mul(state.learningRate()));
    }

    private Tensor rms(Tensor squares) {
        return squares.add(epsilon).sqrt();
    }
}
