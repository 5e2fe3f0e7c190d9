package dyp.metric;

import dyp.op.Tensor;

/** The share of wrong answers, where {@link Accuracy} is the share of right ones. */
public record ZeroOneLoss() implements MeanMetric {
    @Override
    public String name() {
        return "zero_one_loss";
    }

    @Override
    public Tensor each(Tensor target, Tensor prediction) {
        return Tensor.scalar(1).sub(new Accuracy().each(target, prediction));
    }
}
