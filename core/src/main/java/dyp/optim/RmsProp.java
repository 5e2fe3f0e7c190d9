package dyp.optim;

import dyp.op.Tensor;
import java.util.List;

/**
 * Divides each gradient by a running root mean square of itself: v <- rho v + (1 - rho) g²; w <- w - lr g / sqrt(v + eps).
 * Tieleman and Hinton 2012 (lecture 6.5). Centered: the variance, v - mean², in place of v (Graves 2013). With momentum, a
 * sum b <- momentum b + lr g / sqrt(v + eps) moves the weight.
 */
public record RmsProp(Schedule learningRate, double rho, double momentum, double epsilon, boolean centered) implements Optimizer {
    private static final List<String> GROUPS = List.of("velocity", "momentum", "average_gradient");

    public RmsProp {
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
        Tensor spread = state.runningMean("velocity", g.square(), rho);
        if (centered) {
            spread = spread.sub(state.runningMean("average_gradient", g, rho).square());
        }
        Tensor step = g.mul(state.learningRate()).div(spread.add(epsilon).sqrt());
        if (momentum == 0) {
            return w.sub(step);
        }
        Tensor b = state.slot("momentum");
        return w.sub(state.update(b, b.mul(momentum).add(step)));
    }

    @Override
    public int slotGroup(String slot) {
        return GROUPS.indexOf(slot);
    }
}
