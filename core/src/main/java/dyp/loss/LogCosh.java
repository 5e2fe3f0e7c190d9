package dyp.loss;

import dyp.op.Tensor;

/**
 * mean log cosh(prediction - target) over the last axis: about x²/2 where the error x is small and |x| - log 2 where it is large.
 * Computed as x + log(1 + e^-2x) - log 2, which does not overflow.
 */
public record LogCosh(Reduction reduction) implements Pointwise {
    @Override
    public Tensor each(Tensor t, Tensor p) {
        Tensor x = p.sub(t);
        return x.add(x.mul(-2).softplus()).sub(Math.log(2));
    }

    public LogCosh reduction(Reduction r) {
        return new LogCosh(r);
    }
}
