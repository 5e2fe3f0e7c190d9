package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Pictures with fewer shades: of the eight bits of each value the first few stay.
 *
 * @param factor how many stay, from 1 to 8: drawn from lower (inclusive) to upper (exclusive) unless they are the same
 */
public record RandomPosterization(Range factor, Range valueRange) implements ImageAugmentation, Ranged<RandomPosterization> {
    public RandomPosterization {
        Checks.between("factor", 1, 8, factor);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        Tensor bits = factor.each(images, scope).floor();
        Tensor step = bits.neg().add(8).mul(Math.log(2)).exp().add(0.5).floor();
        Tensor bytes = valueRange.rescale(images, Range.BYTES).clip(0, 255).floor();
        return Range.BYTES.rescale(bytes.div(step).floor().mul(step), valueRange);
    }

    @Override
    public RandomPosterization valueRange(Range range) {
        return new RandomPosterization(factor, range);
    }
}
