package dyp.nn;

import dyp.tensor.DType;
import dyp.tensor.Shape;

/**
 * What a layer will give, in a graph of layers: an {@link Input}, or a layer {@link Applied} to other symbols. It holds no numbers and
 * no ops yet: the graph of layer calls is the model.
 */
public sealed interface Symbol permits Input, Applied {
    /** The shape for one sample, without the batch. */
    Shape shape();

    DType dtype();
}
