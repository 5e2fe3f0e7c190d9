package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Each sample mixed with another of the batch, and their targets likewise: s * a + (1 - s) * b, where s is drawn from Beta(alpha, alpha)
 * for each sample. Zhang et al. 2018, "mixup: beyond empirical risk minimization".
 *
 * @param alpha above 0: the smaller, the less is mixed; 1 draws s evenly
 */
public record MixUp(double alpha) implements BatchAugmentation {
    public MixUp {
        Checks.between("alpha", 1e-3, 1e3, alpha);
    }

    @Override
    public Mixed apply(Tensor x, Tensor y, Scope scope) {
        BatchAugmentation.mixable(y);
        int n = x.shape().dim(0);
        Tensor order = Draws.permutation(n, scope);
        Tensor share = Draws.beta(Tensor.scalar(alpha), n, scope);
        return new Mixed(BatchAugmentation.mix(x, x.gather(0, order), share), BatchAugmentation.mix(y, y.gather(0, order), share));
    }
}
