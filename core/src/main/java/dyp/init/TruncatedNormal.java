package dyp.init;

import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;

/**
 * Normal of this mean and deviation, drawn again beyond two deviations from the mean, which leaves 0.88 of the deviation; Keras's default is
 * 0 and 0.05.
 */
public record TruncatedNormal(double mean, double stddev) implements Initializer {
    /** What cutting leaves of the deviation. */
    static final double LEFT = 0.87962566103423978;

    public TruncatedNormal() {
        this(0, 0.05);
    }

    @Override
    public NDArray create(Shape shape, long seed, int stream) {
        return NDArray.generate(shape, i -> mean + stddev * draw(seed, stream, i));
    }

    /** Draws again until within two deviations; the try is part of the counter. */
    private static double draw(long seed, int stream, int i) {
        for (int attempt = 0; ; attempt++) {
            double v = Philox.normal(seed, attempt, stream, i);
            if (Math.abs(v) <= 2) {
                return v;
            }
        }
    }
}
