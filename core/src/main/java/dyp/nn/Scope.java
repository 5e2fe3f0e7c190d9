package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.List;

/** What a layer can ask for while it is traced. */
public interface Scope {
    /** A trainable weight; made by its initializer at the first trace, found again by name at every later one. */
    Tensor weight(String name, Parameter parameter, int... shape);

    /** A trainable weight that is free: no price, no constraint. */
    default Tensor weight(String name, Initializer initializer, int... shape) {
        return weight(name, Parameter.of(initializer), shape);
    }

    /** State that is not trained by gradients, such as a moving average. */
    Tensor state(String name, Initializer initializer, int... shape);

    /** Says what a state will be after this step. Only kept while training. */
    void update(Tensor state, Tensor value);

    /** Adds a scalar to the loss, as a price on what a layer gives. */
    void loss(Tensor scalar);

    /** Whether this trace is for training (dropout drops, batch statistics are used) or for prediction. */
    boolean training();

    /** Whether the layer's weights learn. Of a frozen layer they do not, and states such as moving statistics are to stay as well. */
    boolean trainable();

    /** Uniform random numbers in [0, 1), new ones at each training step, the same for the same seed and step. */
    Tensor uniform(Shape shape);

    /** Standard normal random numbers, new ones at each training step, the same for the same seed and step. */
    Tensor normal(Shape shape);

    /** Which steps of x count: (batch, steps) of 1 and 0; null where all do. */
    Tensor mask(Tensor x);

    /** Says which steps of a layer's output count. */
    void mask(Tensor output, Tensor mask);

    /** Told of each call of a layer of a model, once it is traced; the scope is the layer's own. */
    default void called(Layer layer, List<Tensor> inputs, List<Tensor> outputs) {}

    /** The layer's place in the model, as {@code block/dense_1}: the start of its weights' names. */
    String path();

    /** The scope of a part of this layer. */
    Scope child(String name);

    /** The same place, with weights that belong to somebody else: to a model that is used as a layer, and shares them. */
    Scope enter(Variables others);
}
