package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Each channel's distance from its mean over the picture is multiplied by a number from 1 - lower to 1 + upper, then clipped.
 *
 * @param factor lower and upper, up to 1; a lower one below 0 keeps the contrast from falling
 */
public record RandomContrast(Range factor, Range valueRange) implements ImageAugmentation, Ranged<RandomContrast> {
    public RandomContrast {
        Checks.between("factor", -1, 1, factor);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        Tensor mean = images.mean(1, 2);
        Tensor by = new Range(1 - factor.lower(), 1 + factor.upper()).each(images, scope);
        return valueRange.clip(images.sub(mean).mul(by).add(mean));
    }

    @Override
    public RandomContrast valueRange(Range range) {
        return new RandomContrast(factor, range);
    }
}
