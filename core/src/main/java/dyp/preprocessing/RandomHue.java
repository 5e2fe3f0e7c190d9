package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * All colours turned around the circle of hues, either way: red, yellow, green, cyan, blue, magenta. Pictures of three channels.
 *
 * @param factor how far as a share of half a turn, from 0 to 1
 */
public record RandomHue(Range factor, Range valueRange) implements ImageAugmentation, Ranged<RandomHue> {
    public RandomHue {
        Checks.between("factor", 0, 1, factor);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        Tensor way = Range.to(1).each(images, scope).less(Tensor.scalar(0.5)).sub(0.5);
        Hsv colours = Hsv.of(valueRange.rescale(images, Range.to(1)));
        Hsv turned = new Hsv(colours.hue().add(factor.each(images, scope).mul(way)), colours.saturation(), colours.value());
        return Range.to(1).rescale(turned.rgb().clip(0, 1), valueRange);
    }

    @Override
    public RandomHue valueRange(Range range) {
        return new RandomHue(factor, range);
    }
}
