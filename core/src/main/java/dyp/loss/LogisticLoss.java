package dyp.loss;

import dyp.op.Tensor;

/**
 * mean log(1 + e^(-y z)) over the last axis, for labels y of -1 and +1 and scores z; 0 and 1 are turned into them. With labels of 0 and
 * 1 it is {@link BinaryCrossentropy} from logits under another name.
 */
public record LogisticLoss(Reduction reduction) implements Pointwise {
    @Override
    public Tensor each(Tensor t, Tensor p) {
        return Targets.signs(t).mul(p).neg().softplus();
    }

    public LogisticLoss reduction(Reduction r) {
        return new LogisticLoss(r);
    }
}
