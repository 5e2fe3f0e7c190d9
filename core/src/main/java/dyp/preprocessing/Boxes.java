package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/** Rectangles at random places, each within its picture. */
final class Boxes {
    private Boxes() {}

    /**
     * 1 inside and 0 outside, (batch, height, width).
     *
     * @param width the rectangles' widths as shares of the picture's, (batch, 1, 1)
     * @param height likewise
     */
    static Tensor of(Tensor images, Tensor width, Tensor height, Scope scope) {
        return stretch(Affine.columns(images), images.shape().dim(2), width, images, scope)
                .mul(stretch(Affine.rows(images), images.shape().dim(1), height, images, scope));
    }

    private static Tensor stretch(Tensor places, int length, Tensor share, Tensor images, Scope scope) {
        Tensor size = share.mul(length);
        Tensor start = Range.to(1).draw(scope, AffineAugmentation.each(images)).mul(size.neg().add(length));
        return places.less(start.add(size)).sub(places.less(start));
    }
}
