package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Pictures made darker or brighter: the same is added to all their values, which are then clipped to the range.
 *
 * @param factor from -1 to 1, where 1 makes black white
 */
public record RandomBrightness(Range factor, Range valueRange) implements ImageAugmentation, Ranged<RandomBrightness> {
    public RandomBrightness {
        Checks.between("factor", -1, 1, factor);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        return valueRange.clip(images.add(factor.times(valueRange.length()).each(images, scope)));
    }

    @Override
    public RandomBrightness valueRange(Range range) {
        return new RandomBrightness(factor, range);
    }
}
