package dyp.loss;

import dyp.op.Tensor;

/**
 * The mean over the last axis of x²/2 where the error x lies within delta, and of delta |x| - delta²/2 outside, so that outliers
 * pull no harder than delta. Huber 1964, "Robust estimation of a location parameter".
 *
 * @param delta where the parabola becomes a line
 */
public record Huber(double delta, Reduction reduction) implements Pointwise {
    public Huber {
        Checks.positive("delta", delta);
    }

    @Override
    public Tensor each(Tensor t, Tensor p) {
        Tensor x = p.sub(t);
        Tensor size = x.abs();
        Tensor outside = Tensor.scalar(delta).less(size);
        return Tensor.where(outside, size.mul(delta).sub(0.5 * delta * delta), x.square().mul(0.5));
    }

    public Huber delta(double d) {
        return new Huber(d, reduction);
    }

    public Huber reduction(Reduction r) {
        return new Huber(delta, r);
    }
}
