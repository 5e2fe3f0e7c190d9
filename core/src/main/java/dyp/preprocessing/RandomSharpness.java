package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Pictures made softer or sharper: x + (1 - 2 f) * (smoothed x - x), then clipped. Smoothed is the mean over three by three pixels, of
 * which the middle one counts five times.
 *
 * @param factor f, from 0 to 1: 0 smooths, 0.5 is nothing, 1 sharpens
 */
public record RandomSharpness(Range factor, Range valueRange) implements ImageAugmentation, Ranged<RandomSharpness> {
    public RandomSharpness {
        Checks.between("factor", 0, 1, factor);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        Tensor three = Tensor.of(1, 1, 1);
        Tensor softer = Filter.along(Filter.along(images, 1, three), 2, three).add(images.mul(4)).div(13).sub(images);
        return valueRange.clip(images.add(factor.times(-2).plus(1).each(images, scope).mul(softer)));
    }

    @Override
    public RandomSharpness valueRange(Range range) {
        return new RandomSharpness(factor, range);
    }
}
