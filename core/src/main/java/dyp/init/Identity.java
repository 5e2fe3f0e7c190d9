package dyp.init;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/** A matrix of zeros with {@code gain} on the diagonal; it need not be square. */
public record Identity(double gain) implements Initializer {
    public Identity() {
        this(1);
    }

    @Override
    public NDArray create(Shape shape, long seed, int stream) {
        if (shape.rank() != 2) {
            throw new DypException("Identity makes matrices, but a weight of shape " + shape + " was asked for.");
        }
        return NDArray.generate(shape, i -> i / shape.last() == i % shape.last() ? gain : 0);
    }
}
