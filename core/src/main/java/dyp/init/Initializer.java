package dyp.init;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/** A weight's first values. */
public interface Initializer {
    /**
     * New values of a shape.
     *
     * @param seed the model's seed
     * @param stream tells apart the weights of one model, so that equal shapes get different numbers
     */
    NDArray create(Shape shape, long seed, int stream);
}
