package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Pictures sheared from their upper left corner: a row y is moved by x * y pixels, a column x by y * x. Which way is drawn for each
 * picture, the same for both.
 *
 * @param xFactor from -1 to 1
 * @param yFactor from -1 to 1
 */
public record RandomShear(Range xFactor, Range yFactor, Sampling sampling) implements AffineAugmentation<RandomShear> {
    public RandomShear {
        Checks.between("xFactor", -1, 1, xFactor);
        Checks.between("yFactor", -1, 1, yFactor);
    }

    @Override
    public Affine transform(Tensor images, Scope scope) {
        int[] each = AffineAugmentation.each(images);
        Tensor way = Range.to(1).draw(scope, each).less(Tensor.scalar(0.5)).mul(2).sub(1);
        return Affine.shear(xFactor.draw(scope, each).mul(way), yFactor.draw(scope, each).mul(way));
    }

    @Override
    public RandomShear sampling(Sampling s) {
        return new RandomShear(xFactor, yFactor, s);
    }
}
