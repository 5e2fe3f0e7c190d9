package dyp.optim;

import dyp.op.Tensor;

/**
 * a / (step + b). The sum of the rates is infinite, so that any distance can be gone; the sum of their squares is finite, so
 * that the noise of the gradients dies out: Robbins and Monro 1951, "A stochastic approximation method", under which stochastic
 * gradient descent converges.
 */
public record RobbinsMonro(double a, double b) implements Schedule {
    public RobbinsMonro {
        Checks.positive("a", a);
        Checks.positive("b", b);
    }

    @Override
    public Tensor at(Tensor step) {
        return Tensor.scalar(a).div(step.add(b));
    }
}
