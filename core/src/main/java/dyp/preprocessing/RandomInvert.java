package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Some pictures as negatives: white - x.
 *
 * @param factor the probability for a picture, from 0 to 1, drawn from this range
 */
public record RandomInvert(Range factor, Range valueRange) implements ImageAugmentation, Ranged<RandomInvert> {
    public RandomInvert {
        Checks.between("factor", 0, 1, factor);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        return Tensor.where(factor.chance(images, scope), images.neg().add(valueRange.upper()), images);
    }

    @Override
    public RandomInvert valueRange(Range range) {
        return new RandomInvert(factor, range);
    }
}
