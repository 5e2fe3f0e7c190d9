package dyp.preprocessing;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import java.util.List;

/**
 * x * scale + offset, as {@code rescaling(1 / 255.0)} for pictures of bytes. The shape stays; int32 becomes float32.
 *
 * @param scale one number, or one per channel (last axis)
 * @param offset likewise
 */
public record Rescaling(List<Double> scale, List<Double> offset) implements Layer {
    public Rescaling {
        scale = List.copyOf(scale);
        offset = List.copyOf(offset);
        Checks.atLeast(1, "The length of scale", scale.size());
        Checks.atLeast(1, "The length of offset", offset.size());
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        for (List<Double> numbers : List.of(scale, offset)) {
            if (numbers.size() != 1 && (x.shape().rank() < 2 || numbers.size() != x.shape().last())) {
                throw new DypException("There are " + numbers.size() + " numbers to rescale by, but the input " + x.shape()
                        + " has other channels. Give one number, or one per channel.");
            }
        }
        return x.cast(DType.FLOAT32).mul(Checks.numbers(scale)).add(Checks.numbers(offset));
    }

    @Override
    public boolean keepsMask() {
        return true;
    }
}
