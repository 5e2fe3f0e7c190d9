package dyp.nn;

import dyp.init.Initializer;
import dyp.init.Initializers;
import dyp.op.Tensor;
import dyp.tensor.Shape;

/**
 * Brings each channel to mean 0 and variance 1, then scales by gamma and shifts by beta. In training by the batch's own mean and (biased)
 * variance, which gradients flow through; in prediction by their moving averages. Steps that a mask leaves out do not count for either. Ioffe
 * and Szegedy 2015, "Batch normalization". The shape stays.
 *
 * @param axis where the channels are, -1 for the last
 * @param momentum how much of the moving averages stays at each step
 * @param epsilon added to the variance
 * @param trainable false freezes it: gamma and beta are not trained, and training goes by the moving averages, which stay
 * @param movingMean the first value of the moving mean
 * @param movingVariance the first value of the moving variance
 */
public record BatchNormalization(int axis, double momentum, double epsilon, boolean trainable, Affine affine, Initializer movingMean,
        Initializer movingVariance) implements Layer, Scaled<BatchNormalization> {
    /** What Keras adds to the number of steps that count, so that none at all does no harm. */
    private static final double NONE_COUNTS = 1e-7;

    public BatchNormalization {
        Checks.fraction("momentum", momentum);
        Checks.notNegative("epsilon", epsilon);
    }

    /** With Keras's defaults. */
    public BatchNormalization() {
        this(-1, 0.99, 1e-3, true, Affine.DEFAULT, Initializers.zeros(), Initializers.ones());
    }

    private record Moments(Tensor mean, Tensor variance) {}

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rankAtLeast(2, x, "(batch, ..., channels)");
        int[] kept = {x.shape().axis(axis)};
        int channels = x.shape().dim(axis);
        // From the channels on, with length 1: that stretches over what lies before them by itself.
        Shape row = Axes.along(kept, x.shape()).slice(kept[0], x.shape().rank());
        Tensor gamma = affine.gamma(scope, trainable, channels);
        Tensor beta = affine.beta(scope, trainable, channels);
        Tensor movingMean = scope.state("moving_mean", this.movingMean, channels);
        Tensor movingVariance = scope.state("moving_variance", this.movingVariance, channels);
        Moments used = new Moments(movingMean.reshape(row), movingVariance.reshape(row));
        if (scope.training() && trainable && scope.trainable()) {
            used = moments(x, Axes.others(kept, x.shape()), row, scope.mask(x));
            scope.update(movingMean, blend(movingMean, used.mean));
            scope.update(movingVariance, blend(movingVariance, used.variance));
        }
        return Affine.normalize(x, used.mean, used.variance, epsilon,
                gamma == null ? null : gamma.reshape(row), beta == null ? null : beta.reshape(row));
    }

    private static Moments moments(Tensor x, int[] folded, Shape row, Tensor mask) {
        if (mask == null) {
            Tensor mean = x.mean(folded).reshape(row);
            return new Moments(mean, x.sub(mean).square().mean(folded).reshape(row));
        }
        Tensor counts = Masks.over(x, mask);
        Tensor number = counts.broadcastTo(x.shape()).sum(folded).reshape(row).add(NONE_COUNTS);
        Tensor zero = Tensor.scalar(0);
        Tensor mean = Tensor.where(counts, x, zero).sum(folded).reshape(row).div(number);
        return new Moments(mean, Tensor.where(counts, x.sub(mean), zero).square().sum(folded).reshape(row).div(number));
    }

    private Tensor blend(Tensor moving, Tensor batch) {
        return moving.mul(momentum).add(batch.reshape(moving.shape()).mul(1 - momentum));
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public BatchNormalization axis(int a) {
        return new BatchNormalization(a, momentum, epsilon, trainable, affine, movingMean, movingVariance);
    }

    public BatchNormalization momentum(double m) {
        return new BatchNormalization(axis, m, epsilon, trainable, affine, movingMean, movingVariance);
    }

    public BatchNormalization epsilon(double e) {
        return new BatchNormalization(axis, momentum, e, trainable, affine, movingMean, movingVariance);
    }

    public BatchNormalization trainable(boolean t) {
        return new BatchNormalization(axis, momentum, epsilon, t, affine, movingMean, movingVariance);
    }

    @Override
    public BatchNormalization affine(Affine a) {
        return new BatchNormalization(axis, momentum, epsilon, trainable, a, movingMean, movingVariance);
    }

    public BatchNormalization movingMeanInitializer(Initializer i) {
        return new BatchNormalization(axis, momentum, epsilon, trainable, affine, i, movingVariance);
    }

    public BatchNormalization movingVarianceInitializer(Initializer i) {
        return new BatchNormalization(axis, momentum, epsilon, trainable, affine, movingMean, i);
    }
}
