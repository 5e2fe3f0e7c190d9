package dyp.nn;

import dyp.init.Initializers;
import dyp.op.Tensor;
import dyp.tensor.Shape;

/**
 * The last step of a normalization: gamma * x + beta, either of which can be left out.
 *
 * @param center whether there is a beta
 * @param scale whether there is a gamma
 */
public record Affine(boolean center, boolean scale, Parameter gamma, Parameter beta) {
    /** Both, 1 and 0 at first. */
    public static final Affine DEFAULT = new Affine(true, true, Parameter.of(Initializers.ones()), Parameter.BIAS);

    public Affine center(boolean c) {
        return new Affine(c, scale, gamma, beta);
    }

    public Affine scale(boolean s) {
        return new Affine(center, s, gamma, beta);
    }

    public Affine gamma(Parameter p) {
        return new Affine(center, scale, p, beta);
    }

    public Affine beta(Parameter p) {
        return new Affine(center, scale, gamma, p);
    }

    /** Gamma of this shape, or null where there is none. */
    Tensor gamma(Scope scope, boolean trainable, int... shape) {
        return scale ? ask("gamma", gamma, scope, trainable, shape) : null;
    }

    /** Beta of this shape, or null where there is none. */
    Tensor beta(Scope scope, boolean trainable, int... shape) {
        return center ? ask("beta", beta, scope, trainable, shape) : null;
    }

    private static Tensor ask(String name, Parameter parameter, Scope scope, boolean trainable, int... shape) {
        return trainable ? scope.weight(name, parameter, shape) : scope.state(name, parameter.initializer(), shape);
    }

    /** x to mean 0 and variance 1 along the axes, then gamma and beta, each a row that is stretched as {@code row}. */
    Tensor apply(Tensor x, int[] folded, double epsilon, Scope scope, int[] weights, Shape row) {
        Tensor gamma = gamma(scope, true, weights);
        Tensor beta = beta(scope, true, weights);
        Tensor mean = x.mean(folded);
        return normalize(x, mean, x.sub(mean).square().mean(folded), epsilon,
                gamma == null ? null : gamma.reshape(row), beta == null ? null : beta.reshape(row));
    }

    /**
     * gamma * (x - mean) / sqrt(variance + epsilon) + beta.
     *
     * @param gamma null for none, as beta
     */
    static Tensor normalize(Tensor x, Tensor mean, Tensor variance, double epsilon, Tensor gamma, Tensor beta) {
        Tensor factor = Tensor.scalar(1).div(variance.add(epsilon).sqrt());
        Tensor y = x.sub(mean).mul(gamma == null ? factor : factor.mul(gamma));
        return beta == null ? y : y.add(beta);
    }
}
