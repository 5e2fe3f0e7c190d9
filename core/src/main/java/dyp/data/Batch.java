package dyp.data;

import dyp.tensor.NDArray;
import java.util.List;

/**
 * Some samples and their targets, as arrays of their own.
 *
 * @param inputs the samples, one array per input of the model, float32 or int32 (n, ...sample)
 * @param targets what is to be learned, one array per output of the model, float32 or int32 (n, ...target)
 * @param weights how much each sample counts, float32 (n); null where all count one
 */
public record Batch(List<NDArray> inputs, List<NDArray> targets, NDArray weights) {
    public Batch(List<NDArray> inputs, List<NDArray> targets, NDArray weights) {
        this.inputs = List.copyOf(inputs);
        this.targets = List.copyOf(targets);
        this.weights = weights;
    }

    public Batch(List<NDArray> inputs, NDArray y, NDArray weights) {
        this(inputs, List.of(y), weights);
    }

    public Batch(NDArray x, NDArray y) {
        this(List.of(x), y, null);
    }

    /** The first (mostly the only) input. */
    public NDArray x() {
        return inputs.getFirst();
    }

    /** The first (mostly the only) target. */
    public NDArray y() {
        return targets.getFirst();
    }

    /** Number of samples. */
    public int size() {
        return x().shape().dim(0);
    }

    /** The array of a field, by its place in a dataset's fields; null where there is none. */
    public NDArray array(int field) {
        int target = field - inputs.size();
        return target < 0 ? inputs.get(field) : target < targets.size() ? targets.get(target) : weights;
    }
}
