package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Argsort;
import dyp.op.Tensor;
import dyp.tensor.Shape;

/** Random numbers that are neither uniform nor normal, as graph. */
final class Draws {
    /** Proposals for each gamma number: one is refused with a probability below 0.05, so all are with less than 1.6e-8. */
    private static final int TRIES = 6;

    private Draws() {}

    /** An order of 0 to n - 1, each with the same probability, int32 (n,): the one that sorts uniform numbers. */
    static Tensor permutation(int n, Scope scope) {
        return Tensor.make(new Argsort(), scope.uniform(Shape.of(n)));
    }

    /**
     * Numbers distributed as Beta(alpha, alpha), (n,): X / (X + Y) of two gamma numbers, taken by their logarithms, since for a small alpha
     * both may be too small for float32.
     *
     * @param alpha a scalar above 0
     */
    static Tensor beta(Tensor alpha, int n, Scope scope) {
        return logGamma(alpha, n, scope).sub(logGamma(alpha, n, scope)).sigmoid();
    }

    /**
     * Logarithms of numbers distributed as Gamma(alpha), (n,): one of Gamma(alpha + 1) times u^(1/alpha). Marsaglia and Tsang 2000, "A
     * simple method for generating gamma variables".
     */
    static Tensor logGamma(Tensor alpha, int n, Scope scope) {
        Tensor d = alpha.add(2.0 / 3);
        Tensor c = Tensor.scalar(1).div(d.mul(9).sqrt());
        Tensor z = scope.normal(Shape.of(TRIES, n));
        Tensor root = z.mul(c).add(1);
        Tensor least = Tensor.scalar(1e-30);
        Tensor v = root.mul(root).mul(root);
        Tensor logV = v.maximum(least).log();
        Tensor bound = z.square().mul(0.5).add(d.mul(Tensor.scalar(1).sub(v).add(logV)));
        Tensor accepted = Tensor.scalar(0).less(root).mul(positive(scope, TRIES, n).log().less(bound));
        Tensor chosen = Tensor.scalar(0);
        for (int i = TRIES - 1; i >= 0; i--) {
            chosen = Tensor.where(accepted.slice(0, i, i + 1), logV.slice(0, i, i + 1), chosen);
        }
        return chosen.reshape(n).add(d.log()).add(positive(scope, n).log().div(alpha));
    }

    /** Uniform above 0 up to 1. */
    private static Tensor positive(Scope scope, int... shape) {
        return Tensor.scalar(1).sub(scope.uniform(Shape.of(shape)));
    }
}
