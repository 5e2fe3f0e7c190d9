package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.List;

/**
 * A layer: an immutable record whose components are its configuration. It says what it computes by tracing it once; its
 * weights are asked of the scope by name, so their shapes follow from the input.
 */
public interface Layer {
    /**
     * What the layer makes of x, whose first axis is the batch.
     *
     * @throws DypException where x does not fit
     */
    Tensor apply(Tensor x, Scope scope);

    /**
     * The same for layers that take several inputs or give several outputs: see {@link Joint}. All others take one and give one.
     *
     * @throws DypException where inputs do not fit or their number is wrong
     */
    default List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        if (inputs.size() != 1) {
            throw new DypException("This layer takes one input, but " + inputs.size() + " came. Join them first, as with concatenate() or add().");
        }
        return List.of(apply(inputs.getFirst(), scope));
    }

    /**
     * Whether a mask over the steps of the (first) input holds for the output as well. Layers that make or use up a mask do so
     * through the scope.
     */
    default boolean keepsMask() {
        return false;
    }

    /** The stem of its automatic name: {@code BatchNormalization} is {@code batch_normalization}, {@code Conv2D} is {@code conv2d}. */
    default String kind() {
        return Names.snake(getClass().getSimpleName());
    }

    /** The name that the user gave; null where the model is to find one. */
    default String name() {
        return null;
    }

    /** What it takes, where it was told so: an {@link Input}, or a model that begins with some. Empty where it learns that from its first data. */
    default List<Input> inputs() {
        return List.of();
    }

    /**
     * What this layer gives on these symbols, in a graph of layers. The same layer object put on several shares its weights.
     *
     * @throws DypException where it does not fit on them
     */
    default Applied on(Symbol... inputs) {
        return Applied.of(this, List.of(inputs));
    }

    /** The same layer with a price on what it gives; say it last, as it is no longer a layer of its own class. */
    default Layer activityRegularizer(Regularizer regularizer) {
        return new ActivityRegularized(this, regularizer);
    }

    /** The layer without name and price. */
    default Layer bare() {
        return this;
    }

    /** The same layer under a name of the user's choice. */
    default Layer named(String name) {
        return new Named(name, this);
    }
}
