package dyp.preprocessing;

import dyp.init.Initializers;
import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * (x - mean) / max(sqrt(variance), 1e-7), with a mean and a variance for each place along the axes, known before training: given, or
 * found in data by {@link #adapt}. Without either they are the model's state, which begins as mean 0 and variance 1 and can be
 * loaded. The shape stays; int32 becomes float32.
 *
 * @param axis the axes that keep means of their own, not the batch; none: one mean for all numbers (Keras's None)
 * @param mean of the shape of those axes, or a scalar; null where it is state
 * @param variance of the same shape
 * @param invert whether to go back: mean + x * max(sqrt(variance), 1e-7)
 */
public record Normalization(List<Integer> axis, NDArray mean, NDArray variance, boolean invert) implements Layer {
    private static final double EPSILON = 1e-7;

    public Normalization {
        axis = List.copyOf(axis);
        if ((mean == null) != (variance == null) || (mean != null && !mean.shape().equals(variance.shape()))) {
            throw new DypException("Mean and variance must be given together and be of the same shape, but " + mean + " and " + variance + " came.");
        }
        if (mean != null && mean.shape().rank() > axis.size()) {
            throw new DypException("The mean " + mean.shape() + " has more axes than the " + axis.size() + " that are kept: " + axis + ".");
        }
    }

    public Normalization(int... axis) {
        this(Arrays.stream(axis).boxed().toList(), null, null, false);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        int[] kept = kept(x.shape());
        Shape cells = Shape.of(Arrays.stream(kept).map(x.shape()::dim).toArray());
        Tensor m = mean != null ? Tensor.constant(mean.toFloat()) : scope.state("mean", Initializers.zeros(), cells.dims());
        Tensor v = mean != null ? Tensor.constant(variance.toFloat()) : scope.state("variance", Initializers.ones(), cells.dims());
        if (mean == null) {
            scope.state("count", Initializers.zeros());
        }
        Tensor deviation = along(v, kept, x.shape()).sqrt().maximum(Tensor.scalar(EPSILON));
        Tensor centre = along(m, kept, x.shape());
        Tensor numbers = x.cast(DType.FLOAT32);
        return invert ? numbers.mul(deviation).add(centre) : numbers.sub(centre).div(deviation);
    }

    /** The axes that are kept, ascending. */
    private int[] kept(Shape x) {
        int[] kept = axis.stream().mapToInt(x::axis).sorted().distinct().toArray();
        if (kept.length > 0 && kept[0] == 0) {
            throw new DypException("Axis 0 is the batch, along which no mean can be kept; but axis is " + axis + ".");
        }
        return kept;
    }

    /** Numbers for the last of the kept axes, with length 1 along all others. */
    private static Tensor along(Tensor numbers, int[] kept, Shape x) {
        int[] dims = new int[x.rank()];
        Arrays.fill(dims, 1);
        int rank = numbers.shape().rank();
        for (int i = 1; i <= rank; i++) {
            int a = kept[kept.length - i];
            dims[a] = numbers.shape().dim(-i);
            if (dims[a] != x.dim(a)) {
                throw new DypException("The mean has " + dims[a] + " numbers along axis " + a + ", but the input is " + x + ".");
            }
        }
        return rank == 0 ? numbers : numbers.reshape(dims);
    }

    /** The same layer with the mean and the (biased) variance of the data, whose first axis is the batch. */
    public Normalization adapt(NDArray data) {
        return adapt(List.of(data));
    }

    /** The same over batches that need not be in memory at once: exactly what all of them together have. */
    public Normalization adapt(Iterable<NDArray> batches) {
        Moments moments = null;
        for (NDArray batch : batches) {
            moments = moments == null ? new Moments(batch.shape(), kept(batch.shape())) : moments;
            moments.add(batch);
        }
        if (moments == null || moments.count() == 0) {
            throw new DypException("There are no data to adapt to. Give at least one batch.");
        }
        return given(moments.mean(), moments.variance());
    }

    public Normalization given(NDArray newMean, NDArray newVariance) {
        return new Normalization(axis, newMean, newVariance, invert);
    }

    public Normalization invert(boolean back) {
        return new Normalization(axis, mean, variance, back);
    }

    @Override
    public boolean keepsMask() {
        return true;
    }
}
