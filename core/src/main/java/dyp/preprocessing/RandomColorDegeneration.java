package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Pictures brought towards grey, x + f * (grey - x), then clipped.
 *
 * @param factor f, from -1 to 1: 0 is nothing, 1 grey, and below 0 the colours become stronger
 */
public record RandomColorDegeneration(Range factor, Range valueRange) implements ImageAugmentation, Ranged<RandomColorDegeneration> {
    public RandomColorDegeneration {
        Checks.between("factor", -1, 1, factor);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        return valueRange.clip(images.add(factor.each(images, scope).mul(Grey.of(images).sub(images))));
    }

    @Override
    public RandomColorDegeneration valueRange(Range range) {
        return new RandomColorDegeneration(factor, range);
    }
}
