package dyp.optim;

import dyp.op.Tensor;

/**
 * Divides by the root of the sum of all squares so far: a <- a + g²; w <- w - lr g / sqrt(a + eps). Duchi, Hazan and Singer
 * 2011, "Adaptive subgradient methods".
 *
 * @param initialAccumulatorValue where a starts
 */
public record Adagrad(Schedule learningRate, double initialAccumulatorValue, double epsilon) implements Optimizer {
    public Adagrad {
        Checks.notNegative("initialAccumulatorValue", initialAccumulatorValue);
        Checks.notNegative("epsilon", epsilon);
    }

    public Adagrad initialAccumulatorValue(double a) {
        return new Adagrad(learningRate, a, epsilon);
    }

    public Adagrad epsilon(double e) {
        return new Adagrad(learningRate, initialAccumulatorValue, e);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor sum = state.slot("accumulator", initialAccumulatorValue);
        Tensor a = state.update(sum, sum.add(g.square()));
        return w.sub(g.mul(state.learningRate()).div(a.add(epsilon).sqrt()));
    }
}
