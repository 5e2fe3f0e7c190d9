package dyp.nn;

import dyp.op.Tensor;

/**
 * A layer: an immutable record whose components are its configuration. It says what it computes by tracing it once; its
 * weights are asked of the scope by name, so their shapes follow from the input.
 */
public interface Layer {
    /**
     * What the layer makes of x, whose first axis is the batch.
     *
     * @throws dyp.tensor.DypException where x does not fit
     */
    Tensor apply(Tensor x, Scope scope);

    /** The stem of its automatic name: {@code BatchNormalization} is {@code batch_normalization}, {@code Conv2D} is {@code conv2d}. */
    default String kind() {
        return Names.snake(getClass().getSimpleName());
    }

    /** The same layer under a name of the user's choice. */
    default Layer named(String name) {
        return new Named(name, this);
    }
}
