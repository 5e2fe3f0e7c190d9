package dyp.preprocessing;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;

/** Each channel of each picture stretched over the whole range of values, in prediction as well; one of a single value stays. */
public record AutoContrast(Range valueRange) implements Layer, Ranged<AutoContrast> {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.images(x);
        Tensor low = x.min(1, 2);
        Tensor length = x.max(1, 2).sub(low);
        Tensor flat = length.equal(Tensor.scalar(0));
        Tensor stretched = x.sub(low).mul(Tensor.scalar(valueRange.length()).div(Tensor.where(flat, Tensor.scalar(1), length)));
        return Tensor.where(flat, x, valueRange.clip(stretched.add(valueRange.lower())));
    }

    @Override
    public AutoContrast valueRange(Range range) {
        return new AutoContrast(range);
    }
}
