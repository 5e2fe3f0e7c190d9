package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Pictures moved.
 *
 * @param heightFactor how far down as a share of the height, from -1 to 1
 * @param widthFactor how far to the right as a share of the width, from -1 to 1
 */
public record RandomTranslation(Range heightFactor, Range widthFactor, Sampling sampling) implements AffineAugmentation<RandomTranslation> {
    public RandomTranslation {
        Checks.between("heightFactor", -1, 1, heightFactor);
        Checks.between("widthFactor", -1, 1, widthFactor);
    }

    @Override
    public Affine transform(Tensor images, Scope scope) {
        Tensor down = heightFactor.times(images.shape().dim(1)).draw(scope, AffineAugmentation.each(images));
        Tensor right = widthFactor.times(images.shape().dim(2)).draw(scope, AffineAugmentation.each(images));
        return Affine.translation(right, down);
    }

    @Override
    public RandomTranslation sampling(Sampling s) {
        return new RandomTranslation(heightFactor, widthFactor, s);
    }
}
