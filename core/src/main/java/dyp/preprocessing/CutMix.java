package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * A rectangle of each picture replaced by that of another in the batch, and the targets mixed by the pixels that each gave. The
 * rectangle's share of the picture is 1 - s, with s drawn from Beta(alpha, alpha) for each picture. Yun et al. 2019, "CutMix:
 * regularization strategy to train strong classifiers".
 *
 * @param factor the range that alpha is drawn from for each batch, from 0 to 1: {@code new Range(1, 1)} is the paper's, from 0 to 1
 *     Keras's default
 */
public record CutMix(Range factor) implements BatchAugmentation {
    public CutMix {
        Checks.between("factor", 0, 1, factor);
    }

    @Override
    public Mixed apply(Tensor x, Tensor y, Scope scope) {
        Checks.images(x);
        BatchAugmentation.mixable(y);
        int n = x.shape().dim(0);
        Tensor order = Draws.permutation(n, scope);
        Tensor alpha = factor.draw(scope).maximum(Tensor.scalar(1e-3));
        Tensor side = Draws.beta(alpha, n, scope).neg().add(1).sqrt().reshape(n, 1, 1);
        Tensor box = Boxes.of(x, side, side, scope);
        Tensor mask = box.reshape(n, box.shape().dim(1), -1, 1);
        // What really comes from the other, whole pixels that it is.
        Tensor own = box.mean(1, 2).neg().add(1);
        return new Mixed(Tensor.where(mask, x.gather(0, order), x), BatchAugmentation.mix(y, y.gather(0, order), own));
    }
}
