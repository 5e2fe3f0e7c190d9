package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Colours made paler or stronger: the saturation times f / (1 - f), at most 1. Pictures of three channels.
 *
 * @param factor f, up to 1: 0 and less is grey, 0.5 nothing, 1 as strong as can be
 */
public record RandomSaturation(Range factor, Range valueRange) implements ImageAugmentation, Ranged<RandomSaturation> {
    public RandomSaturation {
        Checks.between("factor", -1, 1, factor);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        Tensor f = factor.each(images, scope);
        Hsv colours = Hsv.of(images);
        return new Hsv(colours.hue(), colours.saturation().mul(f.div(f.neg().add(1 + 1e-7))).clip(0, 1), colours.value()).rgb();
    }

    @Override
    public RandomSaturation valueRange(Range range) {
        return new RandomSaturation(factor, range);
    }
}
