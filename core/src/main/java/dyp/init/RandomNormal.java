package dyp.init;

import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;

/** Normal of this mean and deviation; Keras's default is 0 and 0.05. */
public record RandomNormal(double mean, double stddev) implements Initializer {
    public RandomNormal() {
        this(0, 0.05);
    }

    @Override
    public NDArray create(Shape shape, long seed, int stream) {
        return NDArray.generate(shape, i -> mean + stddev * Philox.normal(seed, 0, stream, i));
    }
}
