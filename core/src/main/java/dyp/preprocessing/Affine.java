package dyp.preprocessing;

import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/**
 * Where each pixel of a new picture is read in the old one: column a0 * x + a1 * y + a2 and row b0 * x + b1 * y + b2 for the pixel at
 * column x and row y. Each is a scalar or (batch, 1, 1).
 */
public record Affine(Tensor a0, Tensor a1, Tensor a2, Tensor b0, Tensor b1, Tensor b2) {
    private static final Tensor ZERO = Tensor.scalar(0);
    private static final Tensor ONE = Tensor.scalar(1);

    /** Each pixel where it is. */
    public static final Affine IDENTITY = new Affine(ONE, ZERO, ZERO, ZERO, ONE, ZERO);

    /** Around the middle of the picture by an angle in radians; positive turns counter-clockwise. */
    static Affine rotation(Tensor angle, Tensor images) {
        double cx = (images.shape().dim(2) - 1) / 2.0;
        double cy = (images.shape().dim(1) - 1) / 2.0;
        Tensor cos = angle.cos();
        Tensor sin = angle.sin();
        return new Affine(cos, sin.neg(), sin.mul(cy).sub(cos.mul(cx)).add(cx), sin, cos, sin.mul(-cx).sub(cos.mul(cy)).add(cy));
    }

    /** Around the middle; above 1 the picture becomes smaller. */
    static Affine zoom(Tensor columns, Tensor rows, Tensor images) {
        double cx = (images.shape().dim(2) - 1) / 2.0;
        double cy = (images.shape().dim(1) - 1) / 2.0;
        return new Affine(columns, ZERO, columns.neg().add(1).mul(cx), ZERO, rows, rows.neg().add(1).mul(cy));
    }

    /** To the right and down, in pixels. */
    static Affine translation(Tensor right, Tensor down) {
        return new Affine(ONE, ZERO, right.neg(), ZERO, ONE, down.neg());
    }

    /** Each row moved by x times its number, each column by y times its. */
    static Affine shear(Tensor x, Tensor y) {
        return new Affine(ONE, x, ZERO, y, ONE, ZERO);
    }

    /** The one where the mask is not 0, else the other. */
    static Affine where(Tensor mask, Affine yes, Affine no) {
        return new Affine(Tensor.where(mask, yes.a0, no.a0), Tensor.where(mask, yes.a1, no.a1), Tensor.where(mask, yes.a2, no.a2),
                Tensor.where(mask, yes.b0, no.b0), Tensor.where(mask, yes.b1, no.b1), Tensor.where(mask, yes.b2, no.b2));
    }

    /** The pictures read where this says. */
    Tensor of(Tensor images, Sampling sampling) {
        Shape places = images.shape().slice(0, 3);
        Tensor x = columns(images);
        Tensor y = rows(images);
        return sampling.at(images, b0.mul(x).add(b1.mul(y)).add(b2).broadcastTo(places), a0.mul(x).add(a1.mul(y)).add(a2).broadcastTo(places));
    }

    /** The number of each column, (1, 1, width). */
    static Tensor columns(Tensor images) {
        int width = images.shape().dim(2);
        return Tensor.constant(NDArray.generate(Shape.of(1, 1, width), i -> i));
    }

    /** The number of each row, (1, height, 1). */
    static Tensor rows(Tensor images) {
        int height = images.shape().dim(1);
        return Tensor.constant(NDArray.generate(Shape.of(1, height, 1), i -> i));
    }
}
