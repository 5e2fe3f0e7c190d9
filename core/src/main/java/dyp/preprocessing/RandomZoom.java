package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Pictures seen from closer or further away.
 *
 * @param heightFactor above -1 up to 1: 0.2 shows a fifth more of the height, -0.2 a fifth less
 * @param widthFactor likewise; null: always as the height, so that the aspect ratio stays
 */
public record RandomZoom(Range heightFactor, Range widthFactor, Sampling sampling) implements AffineAugmentation<RandomZoom> {
    public RandomZoom {
        Checks.between("heightFactor", Math.nextUp(-1.0), 1, heightFactor);
        Checks.between("widthFactor", Math.nextUp(-1.0), 1, widthFactor == null ? heightFactor : widthFactor);
    }

    @Override
    public Affine transform(Tensor images, Scope scope) {
        Tensor rows = heightFactor.plus(1).draw(scope, AffineAugmentation.each(images));
        Tensor columns = widthFactor == null ? rows : widthFactor.plus(1).draw(scope, AffineAugmentation.each(images));
        return Affine.zoom(columns, rows, images);
    }

    @Override
    public RandomZoom sampling(Sampling s) {
        return new RandomZoom(heightFactor, widthFactor, s);
    }
}
