package dyp.optim;

import dyp.op.Tensor;

/**
 * A learning rate that goes with the step. It is part of the compiled step, so that it is exact at every step and costs nothing
 * to follow. Implement it as a record or a lambda.
 */
@FunctionalInterface
public interface Schedule {
    /**
     * The rate, a scalar.
     *
     * @param step how many steps came before, a float32 scalar: 0, 1, 2 ... (exact up to 2^24)
     */
    Tensor at(Tensor step);

    /** The rate at a step, from 0: to print or to draw. */
    default double at(long step) {
        return at(Tensor.scalar(step)).value().item();
    }

    /** First so many steps from 0 up to this schedule's first rate, in a straight line; then this schedule from its beginning. */
    default Schedule warmup(int steps) {
        return new Warmup(this, steps);
    }
}
