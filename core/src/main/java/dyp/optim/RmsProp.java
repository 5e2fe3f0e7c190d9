package dyp.optim;

import dyp.op.Tensor;

/**
 * Divides each gradient by a running root mean square of itself: v <- rho v + (1 - rho) g²; w <- w - lr g / sqrt(v + eps).
 * Tieleman and Hinton 2012 (lecture 6.5). Centered: the variance, v - mean², in place of v (Graves 2013).
 */
public record RmsProp(double learningRate, double rho, double momentum, double epsilon, boolean centered) implements Optimizer {
    public RmsProp {
        Checks.notNegative("learningRate", learningRate);
        Checks.fraction("rho", rho);
        Checks.fraction("momentum", momentum);
        Checks.notNegative("epsilon", epsilon);
    }

    public RmsProp rho(double r) {
        return new RmsProp(learningRate, r, momentum, epsilon, centered);
    }

    public RmsProp momentum(double m) {
        return new RmsProp(learningRate, rho, m, epsilon, centered);
    }

    public RmsProp epsilon(double e) {
        return new RmsProp(learningRate, rho, momentum, e, centered);
    }

    public RmsProp centered(boolean c) {
        return new RmsProp(learningRate, rho, momentum, epsilon, c);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor v = state.slot("velocity");
        Tensor spread = state.update(v, v.mul(rho).add(g.square().mul(1 - rho)));
        if (centered) {
            Tensor m = state.slot("average_gradient");
            spread = spread.sub(state.update(m, m.mul(rho).add(g.mul(1 - rho))).square());
        }
        Tensor step = g.mul(state.learningRate()).div(spread.add(epsilon).sqrt());
        if (momentum == 0) {
            return w.sub(step);
        }
        Tensor b = state.slot("momentum");
        return w.sub(state.update(b, b.mul(momentum).add(step)));
    }
}
