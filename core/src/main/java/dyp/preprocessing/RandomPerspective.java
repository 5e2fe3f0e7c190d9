package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.Shape;

/**
 * Pictures seen at an angle: the upper left corner stays, the two next to it move along their edges, and the fourth anywhere near.
 *
 * @param factor the probability for a picture to be changed, from 0 to 1, drawn from this range
 * @param scale how far corners move, as a share of the picture's length, up to half of it on either side
 */
public record RandomPerspective(Range factor, double scale, Sampling sampling) implements ImageAugmentation, Sampled<RandomPerspective> {
    public RandomPerspective {
        Checks.between("factor", 0, 1, factor);
        Checks.between("scale", 0, 1, scale);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        int[] each = AffineAugmentation.each(images);
        double right = images.shape().dim(2) - 1;
        double bottom = images.shape().dim(1) - 1;
        if (right * bottom == 0) {
            return images;
        }
        Range move = Range.around(scale / 2).plus(1);
        Tensor p = move.draw(scope, each).mul(right);
        Tensor q = move.draw(scope, each).mul(bottom);
        Tensor u = move.draw(scope, each).mul(right);
        Tensor v = move.draw(scope, each).mul(bottom);
        return Tensor.where(factor.chance(images, scope), seen(images, sampling, p, q, u, v), images);
    }

    /** The pictures whose other corners appear at (p, 0), (0, q) and (u, v), each a column and a row. */
    static Tensor seen(Tensor images, Sampling sampling, Tensor p, Tensor q, Tensor u, Tensor v) {
        double right = images.shape().dim(2) - 1;
        double bottom = images.shape().dim(1) - 1;
        // column = a x / (c x + d y + 1) and row = b y / (c x + d y + 1), which is right at the three corners.
        Tensor c = v.div(q).sub(1).div(u);
        Tensor d = u.div(p).sub(1).div(v);
        Tensor a = c.mul(p).add(1).mul(right).div(p);
        Tensor b = d.mul(q).add(1).mul(bottom).div(q);
        Tensor x = Affine.columns(images);
        Tensor y = Affine.rows(images);
        Tensor depth = c.mul(x).add(d.mul(y)).add(1);
        Shape places = images.shape().slice(0, 3);
        return sampling.at(images, b.mul(y).div(depth).broadcastTo(places), a.mul(x).div(depth).broadcastTo(places));
    }

    @Override
    public RandomPerspective sampling(Sampling s) {
        return new RandomPerspective(factor, scale, s);
    }

    public RandomPerspective factor(Range probability) {
        return new RandomPerspective(probability, scale, sampling);
    }

    public RandomPerspective scale(double share) {
        return new RandomPerspective(factor, share, sampling);
    }
}
