package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Pictures turned around their middle.
 *
 * @param factor the angle as a share of a full turn, from -1 to 1; positive turns counter-clockwise
 */
public record RandomRotation(Range factor, Sampling sampling) implements AffineAugmentation<RandomRotation> {
    public RandomRotation {
        Checks.between("factor", -1, 1, factor);
    }

    @Override
    public Affine transform(Tensor images, Scope scope) {
        return Affine.rotation(factor.times(2 * Math.PI).draw(scope, AffineAugmentation.each(images)), images);
    }

    @Override
    public RandomRotation sampling(Sampling s) {
        return new RandomRotation(factor, s);
    }
}
