package dyp.nn;

import dyp.op.Tensor;

/** l1 * sum|w| + l2 * sum w², as Keras counts it (no half). */
public record L1L2(double l1, double l2) implements Regularizer {
    public L1L2 {
        Checks.notNegative("l1", l1);
        Checks.notNegative("l2", l2);
    }

    @Override
    public Tensor of(Tensor weight) {
        Tensor first = l1 == 0 ? null : weight.abs().sum().mul(l1);
        Tensor second = l2 == 0 ? null : weight.square().sum().mul(l2);
        return first == null ? second : second == null ? first : first.add(second);
    }
}
