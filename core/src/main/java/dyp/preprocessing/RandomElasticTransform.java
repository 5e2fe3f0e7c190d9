package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/**
 * Pictures as if drawn on rubber: each pixel is moved by smoothed noise. Simard, Steinkraus and Platt 2003, "Best practices for
 * convolutional neural networks applied to visual document analysis".
 *
 * @param factor the probability for a picture to be changed, from 0 to 1, drawn from this range
 * @param scale how strongly, from 0 to 1; drawn once for the batch: the noise is smoothed by a Gaussian of deviation 0.05 times the
 *     shorter side and then stretched by 0.1 times the longer one
 */
public record RandomElasticTransform(Range factor, Range scale, Sampling sampling, Range valueRange)
        implements ImageAugmentation, Sampled<RandomElasticTransform>, Ranged<RandomElasticTransform> {
    public RandomElasticTransform {
        Checks.between("factor", 0, 1, factor);
        Checks.between("scale", 0, 1, scale);
    }

    public RandomElasticTransform() {
        this(Range.to(1), Range.to(1), Sampling.DEFAULT, Range.BYTES);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        if (scale.upper() == 0) {
            return images;
        }
        int height = images.shape().dim(1);
        int width = images.shape().dim(2);
        // Never 0, by which it is divided.
        Tensor strength = scale.draw(scope).maximum(Tensor.scalar(1e-6));
        Tensor sigma = strength.mul(0.05 * Math.min(height, width));
        Tensor alpha = strength.mul(0.1 * Math.max(height, width)).mul(sigma);
        Tensor across = smoothing(sigma, width);
        Tensor down = smoothing(sigma, height);
        Tensor rows = noise(images, across, down, scope).mul(alpha).add(Affine.rows(images));
        Tensor columns = noise(images, across, down, scope).mul(alpha).add(Affine.columns(images));
        return valueRange.clip(Tensor.where(factor.chance(images, scope), sampling.at(images, rows, columns), images));
    }

    /** Normal noise (batch, height, width), smoothed. */
    private static Tensor noise(Tensor images, Tensor across, Tensor down, Scope scope) {
        Tensor smooth = scope.normal(images.shape().slice(0, 3)).matmul(across);
        return smooth.transpose(0, 2, 1).matmul(down).transpose(0, 2, 1);
    }

    /** A Gaussian cut off at three deviations as a matrix (n, n) to multiply rows by; beyond the border there are zeros. */
    private static Tensor smoothing(Tensor sigma, int n) {
        Tensor radius = sigma.mul(6).floor().mul(0.5).floor();
        Tensor all = Tensor.constant(NDArray.generate(Shape.of(2 * n + 1), i -> i - n));
        Tensor distances = Tensor.constant(NDArray.generate(Shape.of(n, n), i -> i / n - i % n));
        return bell(distances, sigma, radius).div(bell(all, sigma, radius).sum());
    }

    private static Tensor bell(Tensor distance, Tensor sigma, Tensor radius) {
        return distance.div(sigma).square().mul(-0.5).exp().mul(distance.abs().less(radius.add(0.5)));
    }

    @Override
    public RandomElasticTransform sampling(Sampling s) {
        return new RandomElasticTransform(factor, scale, s, valueRange);
    }

    @Override
    public RandomElasticTransform valueRange(Range range) {
        return new RandomElasticTransform(factor, scale, sampling, range);
    }

    public RandomElasticTransform factor(Range probability) {
        return new RandomElasticTransform(probability, scale, sampling, valueRange);
    }

    public RandomElasticTransform scale(Range strength) {
        return new RandomElasticTransform(factor, strength, sampling, valueRange);
    }
}
