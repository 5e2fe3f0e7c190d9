package dyp.nn;

import dyp.init.Initializers;
import dyp.op.Tensor;
import java.util.stream.IntStream;

/**
 * Brings each channel (last axis) to mean 0 and variance 1, then scales by gamma and shifts by beta. In training by the
 * batch's own mean and (biased) variance, which gradients flow through; in prediction by their moving averages. Ioffe and
 * Szegedy 2015, "Batch normalization". The shape stays.
 *
 * @param momentum how much of the moving averages stays at each step
 * @param epsilon added to the variance
 * @param center whether there is a beta
 * @param scale whether there is a gamma
 */
public record BatchNormalization(double momentum, double epsilon, boolean center, boolean scale) implements Layer {
    public BatchNormalization {
        Checks.fraction("momentum", momentum);
        Checks.notNegative("epsilon", epsilon);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rankAtLeast(2, x, "(batch, ..., channels)");
        int channels = x.shape().last();
        Tensor gamma = scale ? scope.weight("gamma", Initializers.ones(), channels) : null;
        Tensor beta = center ? scope.weight("beta", Initializers.zeros(), channels) : null;
        Tensor movingMean = scope.state("moving_mean", Initializers.zeros(), channels);
        Tensor movingVariance = scope.state("moving_variance", Initializers.ones(), channels);
        Tensor mean = movingMean;
        Tensor variance = movingVariance;
        if (scope.training()) {
            int[] axes = IntStream.range(0, x.shape().rank() - 1).toArray();
            mean = x.mean(axes).reshape(channels);
            variance = x.sub(mean).square().mean(axes).reshape(channels);
            scope.update(movingMean, blend(movingMean, mean));
            scope.update(movingVariance, blend(movingVariance, variance));
        }
        Tensor factor = Tensor.scalar(1).div(variance.add(epsilon).sqrt());
        factor = scale ? factor.mul(gamma) : factor;
        Tensor y = x.sub(mean).mul(factor);
        return center ? y.add(beta) : y;
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    private Tensor blend(Tensor moving, Tensor batch) {
        return moving.mul(momentum).add(batch.mul(1 - momentum));
    }

    public BatchNormalization momentum(double m) {
        return new BatchNormalization(m, epsilon, center, scale);
    }

    public BatchNormalization epsilon(double e) {
        return new BatchNormalization(momentum, e, center, scale);
    }

    public BatchNormalization center(boolean c) {
        return new BatchNormalization(momentum, epsilon, c, scale);
    }

    public BatchNormalization scale(boolean s) {
        return new BatchNormalization(momentum, epsilon, center, s);
    }
}
