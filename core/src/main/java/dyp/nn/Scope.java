package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Tensor;
import dyp.tensor.Shape;

/** What a layer can ask for while it is traced. */
public interface Scope {
    /** A trainable weight; made by the initializer at the first trace, found again by name at every later one. */
    default Tensor weight(String name, Initializer initializer, int... shape) {
        return weight(name, initializer, Regularizer.NONE, shape);
    }

    /** A trainable weight whose size costs: the penalty is added to the loss in training and in evaluation. */
    Tensor weight(String name, Initializer initializer, Regularizer penalty, int... shape);

    /** State that is not trained by gradients, such as a moving average. */
    Tensor state(String name, Initializer initializer, int... shape);

    /** Says what a state will be after this step. Only kept while training. */
    void update(Tensor state, Tensor value);

    /** Whether this trace is for training (dropout drops, batch statistics are used) or for prediction. */
    boolean training();

    /** Uniform random numbers in [0, 1), new ones at each training step, the same for the same seed and step. */
    Tensor uniform(Shape shape);

    /** The layer's place in the model, as {@code block/dense_1}: the start of its weights' names. */
    String path();

    /** The scope of a part of this layer. */
    Scope child(String name);
}
