package dyp.nn;

import dyp.op.Tensor;

/**
 * Says that steps all of whose features are {@code maskValue} do not count, and sets them to 0: (batch, steps, features), the shape stays.
 */
public record Masking(double maskValue) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rankAtLeast(2, x, "(batch, steps, features)");
        Tensor differs = Tensor.scalar(1).sub(x.equal(Tensor.scalar(maskValue))).max(-1);
        Tensor y = Tensor.where(differs, x, Tensor.scalar(0));
        scope.mask(y, Masks.anyOfLast(differs));
        return y;
    }

    public Masking maskValue(double value) {
        return new Masking(value);
    }
}
