package dyp.loss;

import dyp.op.CrossEntropy;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.stream.IntStream;

/**
 * Pulls samples of one class together and pushes others apart, each pair as hard as it still needs: log(1 + sum over others
 * e^(gamma an (sn - margin)) * sum over equals e^(-gamma ap (sp - 1 + margin))), one number per sample against all of its batch.
 * The prediction is one embedding per sample, (batch, size), of length 1, so that a product of two is their cosine s; the target its
 * class number. A sample whose class stands alone in the batch does not count. Sun et al. 2020, "Circle loss", equations 4 to 6;
 * gradients flow through the weights ap and an, as in Keras.
 *
 * @param gamma how sharp
 * @param margin how far from a perfect pair is good enough
 * @param removeDiagonal whether a sample is no pair with itself
 */
public record Circle(double gamma, double margin, boolean removeDiagonal, Reduction reduction) implements Loss {
    /** Stands for log 0: e^x is 0 far before, and sums with finite numbers stay finite. */
    private static final double NOTHING = -1e30;

    public Circle {
        Checks.positive("gamma", gamma);
        Checks.notNegative("margin", margin);
    }

    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        int n = prediction.shape().dim(0);
        if (prediction.shape().rank() != 2 || target.shape().size() != n) {
            throw new DypException("The circle loss compares embeddings (batch, size) by class numbers (batch,), but the model gives "
                    + prediction.shape() + " and the targets are " + target.shape() + ".");
        }
        Tensor labels = target.cast(DType.INT32);
        Tensor equal = labels.reshape(n, 1).equal(labels.reshape(1, n));
        Tensor other = Probabilities.complement(equal);
        Tensor pairs = removeDiagonal ? equal.mul(Probabilities.complement(diagonal(n))) : equal;
        Tensor cosine = prediction.matmul(prediction.transpose()).minimum(Tensor.scalar(1));
        Tensor needed = Tensor.scalar(1 + margin).sub(cosine).relu();
        Tensor pull = needed.mul(Tensor.scalar(1 - margin).sub(cosine)).mul(gamma);
        Tensor push = cosine.add(margin).relu().mul(cosine.sub(margin)).mul(gamma);
        return logSum(pull, pairs).add(logSum(push, other)).softplus();
    }

    @Override
    public Tensor counted(Tensor target, Tensor values) {
        return Tensor.scalar(0).less(values);
    }

    private static Tensor diagonal(int n) {
        int[] index = IntStream.range(0, n).toArray();
        return Tensor.constant(NDArray.of(index)).oneHot(n);
    }

    /** log sum e^x over the places of each row that the mask leaves in. */
    private static Tensor logSum(Tensor x, Tensor mask) {
        Tensor kept = Tensor.where(mask, x, Tensor.scalar(NOTHING));
        Tensor most = kept.max(-1).stopGradient();
        return CrossEntropy.dropLast(kept.sub(most).exp().sum(-1).log().add(most));
    }

    public Circle gamma(double g) {
        return new Circle(g, margin, removeDiagonal, reduction);
    }

    public Circle margin(double m) {
        return new Circle(gamma, m, removeDiagonal, reduction);
    }

    public Circle removeDiagonal(boolean remove) {
        return new Circle(gamma, margin, remove, reduction);
    }

    public Circle reduction(Reduction r) {
        return new Circle(gamma, margin, removeDiagonal, r);
    }
}
