package dyp.metric;

import dyp.loss.Weights;
import dyp.op.Gather;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.Shape;

/** Totals of a batch, and what is made of them. */
final class Sums {
    private Sums() {}

    /** The weighted sum of the values, and the sum of the weights. */
    static Tensor mean(Tensor values, Tensor weights) {
        if (weights == null) {
            return row(values.sum(), Tensor.scalar(values.shape().size()));
        }
        Tensor w = Weights.like(weights, values.shape());
        Tensor weighted = values.mul(w);
        return row(weighted.sum(), w.broadcastTo(weighted.shape()).sum());
    }

    /** Tensors one behind the other, as a vector. */
    static Tensor row(Tensor... parts) {
        Tensor[] flat = new Tensor[parts.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = parts[i].reshape(-1);
        }
        return Tensor.concat(0, flat);
    }

    /** One weight per element of a shape: ones where there are none. */
    static Tensor weights(Tensor weights, Shape shape) {
        return weights == null ? Tensor.scalar(1).broadcastTo(shape) : Weights.like(weights, shape).broadcastTo(shape);
    }

    /** The weights summed by index, (bins,); an index outside counts nowhere. */
    static Tensor histogram(Tensor weights, Tensor index, int bins) {
        return Tensor.make(new Gather.ScatterAdd(0, Shape.of(bins)), weights.reshape(-1), index.cast(DType.INT32).reshape(-1));
    }

    /** The next whole number, for numbers from 0. */
    static Tensor ceil(Tensor x) {
        Tensor whole = x.cast(DType.INT32).cast(DType.FLOAT32);
        return whole.add(whole.less(x));
    }

    /** a / b, but 0 where b is 0. */
    static double over(double a, double b) {
        return b == 0 ? 0 : a / b;
    }
}
