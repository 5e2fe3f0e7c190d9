package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/**
 * Pictures blurred by a Gaussian, with zeros beyond the border.
 *
 * @param factor the probability for a picture to be blurred, from 0 to 1, drawn from this range
 * @param kernelWidth pixels that are mixed in each row, odd
 * @param kernelHeight pixels that are mixed in each column, odd
 * @param sigma the deviation in pixels, from 0 to 1; one for rows and one for columns, drawn once for the batch
 */
public record RandomGaussianBlur(Range factor, int kernelWidth, int kernelHeight, Range sigma, Range valueRange)
        implements ImageAugmentation, Ranged<RandomGaussianBlur> {
    public RandomGaussianBlur {
        Checks.between("factor", 0, 1, factor);
        Checks.between("sigma", 0, 1, sigma);
        if (kernelWidth < 1 || kernelHeight < 1 || kernelWidth % 2 == 0 || kernelHeight % 2 == 0) {
            throw new DypException("The kernel's sides must be odd, but " + kernelWidth + " and " + kernelHeight + " came.");
        }
    }

    public RandomGaussianBlur() {
        this(Range.to(1), 3, 3, Range.to(1), Range.BYTES);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        Tensor row = bell(kernelWidth, sigma.plus(1e-6).draw(scope));
        Tensor column = bell(kernelHeight, sigma.plus(1e-6).draw(scope));
        Tensor blurred = Filter.along(Filter.along(images, 2, row), 1, column);
        return valueRange.clip(Tensor.where(factor.chance(images, scope), blurred, images));
    }

    /** A Gaussian of n weights that sum to 1. */
    static Tensor bell(int n, Tensor deviation) {
        Tensor distances = Tensor.constant(NDArray.generate(Shape.of(n), i -> i - (n - 1) / 2));
        Tensor weights = distances.div(deviation).square().mul(-0.5).exp();
        return weights.div(weights.sum());
    }

    @Override
    public RandomGaussianBlur valueRange(Range range) {
        return new RandomGaussianBlur(factor, kernelWidth, kernelHeight, sigma, range);
    }

    public RandomGaussianBlur factor(Range probability) {
        return new RandomGaussianBlur(probability, kernelWidth, kernelHeight, sigma, valueRange);
    }

    public RandomGaussianBlur kernelSize(int odd) {
        return new RandomGaussianBlur(factor, odd, odd, sigma, valueRange);
    }

    public RandomGaussianBlur sigma(Range deviation) {
        return new RandomGaussianBlur(factor, kernelWidth, kernelHeight, deviation, valueRange);
    }
}
