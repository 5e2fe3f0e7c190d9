package dyp.optim;

import dyp.op.Tensor;

/**
 * Stochastic gradient descent: w <- w - lr * g. With momentum (Polyak 1964) a velocity v <- momentum * v - lr * g moves
 * the weight, w <- w + v; Nesterov's form (1983) looks ahead: w <- w + momentum * v - lr * g.
 */
public record Sgd(Schedule learningRate, double momentum, boolean nesterov) implements Optimizer {
    public Sgd {
        Checks.fraction("momentum", momentum);
    }

    public Sgd momentum(double m) {
        return new Sgd(learningRate, m, nesterov);
    }

    public Sgd nesterov(double m) {
        return new Sgd(learningRate, m, true);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor step = g.mul(state.learningRate());
        if (momentum == 0) {
            return w.sub(step);
        }
        Tensor v = state.slot("momentum");
        Tensor velocity = state.update(v, v.mul(momentum).sub(step));
        return nesterov ? w.add(velocity.mul(momentum).sub(step)) : w.add(velocity);
    }
}
