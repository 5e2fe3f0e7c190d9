package dyp.nn;

import dyp.op.Tensor;
import java.util.Arrays;
import java.util.List;

/** Which steps count, as 1 and 0: a mask has the leading axes of the tensor that it belongs to. */
final class Masks {
    private Masks() {}

    /** The mask with trailing axes of length 1, so that it stretches over x. */
    static Tensor over(Tensor x, Tensor mask) {
        int[] dims = Arrays.copyOf(mask.shape().dims(), x.shape().rank());
        Arrays.fill(dims, mask.shape().rank(), dims.length, 1);
        return mask.reshape(dims);
    }

    /** The masks of several inputs; null for one that has none. */
    static List<Tensor> of(List<Tensor> inputs, Scope scope) {
        return inputs.stream().map(scope::mask).toList();
    }

    /** Where any of the masks counts; null where an input without a mask is among them. */
    static Tensor any(List<Tensor> masks) {
        return masks.contains(null) ? null : masks.stream().reduce(Tensor::maximum).orElseThrow();
    }

    /** Where any number of the last axis is not 0: 1 and 0, without that axis. */
    static Tensor anyOfLast(Tensor flags) {
        return flags.max(-1).reshape(flags.shape().slice(0, flags.shape().rank() - 1));
    }
}
