package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Gather;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/**
 * Each channel of the pictures with its values spread so that all shades are about equally frequent, in training. As in Keras the shades
 * are counted over the whole batch. No gradient flows through.
 *
 * @param bins how many shades are told apart
 */
public record Equalization(int bins, Range valueRange) implements ImageAugmentation, Ranged<Equalization> {
    public Equalization {
        Checks.atLeast(2, "bins", bins);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        int channels = images.shape().last();
        Tensor bytes = valueRange.rescale(images, Range.BYTES);
        // A shade's place in a table with a row for each channel.
        Tensor rows = Tensor.constant(NDArray.generate(Shape.of(channels), c -> c * bins));
        Tensor shades = bytes.mul((bins - 1) / 255.0).clip(0, bins - 1).floor().add(rows).cast(DType.INT32).reshape(-1);
        Tensor ones = Tensor.scalar(1).broadcastTo(shades.shape());
        Tensor counts = Tensor.make(new Gather.ScatterAdd(0, Shape.of(channels * bins)), ones, shades).reshape(channels, bins);
        Tensor upTo = counts.matmul(Tensor.constant(NDArray.generate(Shape.of(bins, bins), i -> i / bins <= i % bins ? 1 : 0)));
        Tensor zero = Tensor.scalar(0);
        int pixels = images.shape().size() / channels;
        Tensor least = Tensor.where(zero.less(upTo), upTo, Tensor.scalar(pixels)).min(1);
        Tensor several = least.less(Tensor.scalar(pixels));
        Tensor table = upTo.sub(least).mul(255).div(Tensor.where(several, least.neg().add(pixels), Tensor.scalar(1))).add(0.5).floor().clip(0, 255);
        Tensor spread = table.reshape(-1).gather(0, shades).reshape(images.shape());
        return Range.BYTES.rescale(Tensor.where(several.reshape(channels), spread, bytes.stopGradient()), valueRange);
    }

    @Override
    public Equalization valueRange(Range range) {
        return new Equalization(bins, range);
    }
}
