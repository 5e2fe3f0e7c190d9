package dyp.init;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;

/** Uniform from {@code minval} to below {@code maxval}; Keras's default is ±0.05. */
public record RandomUniform(double minval, double maxval) implements Initializer {
    public RandomUniform {
        if (!(minval <= maxval)) {
            throw new DypException("RandomUniform goes from minval up to maxval, but " + minval + " and " + maxval + " came.");
        }
    }

    public RandomUniform() {
        this(-0.05, 0.05);
    }

    @Override
    public NDArray create(Shape shape, long seed, int stream) {
        return NDArray.generate(shape, i -> minval + (maxval - minval) * Philox.uniform(seed, 0, stream, i));
    }
}
