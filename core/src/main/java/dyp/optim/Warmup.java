package dyp.optim;

import dyp.op.Tensor;

/**
 * From 0 in a straight line to another schedule's first rate, and from there that schedule. Goyal et al. 2017, "Accurate, large
 * minibatch SGD", section 2.2.
 */
public record Warmup(Schedule then, int steps) implements Schedule {
    public Warmup {
        Checks.atLeast("warmup", 1, steps);
    }

    @Override
    public Tensor at(Tensor step) {
        Tensor zero = Tensor.scalar(0);
        Tensor rising = then.at(zero).mul(step.div(steps));
        return Tensor.where(step.less(Tensor.scalar(steps)), rising, then.at(step.sub(steps).maximum(zero)));
    }
}
