package dyp.init;

import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;

/**
 * Random values whose variance is {@code scale / fan}, so that signals keep their size from layer to layer. A kernel is
 * (window..., in, out); fanIn = window size * in, fanOut = window size * out.
 */
public record VarianceScaling(double scale, Mode mode, Distribution distribution) implements Initializer {
    /** What the variance is divided by. */
    public enum Mode { FAN_IN, FAN_OUT, FAN_AVERAGE }

    /** UNIFORM in ±sqrt(3 variance); TRUNCATED_NORMAL is cut at two deviations and widened to keep the variance. */
    public enum Distribution { UNIFORM, TRUNCATED_NORMAL }

    /** Deviation of a standard normal cut at ±2. */
    private static final double CUT_DEVIATION = 0.87962566103423978;

    @Override
    public NDArray create(Shape shape, long seed, int stream) {
        double variance = scale / Math.max(1, fan(shape));
        double limit = Math.sqrt(3 * variance);
        double deviation = Math.sqrt(variance) / CUT_DEVIATION;
        return NDArray.generate(shape, i -> switch (distribution) {
            case UNIFORM -> limit * (2.0 * Philox.uniform(seed, 0, stream, i) - 1);
            case TRUNCATED_NORMAL -> deviation * truncated(seed, stream, i);
        });
    }

    private double fan(Shape shape) {
        int rank = shape.rank();
        double window = rank < 2 ? 1 : shape.slice(0, rank - 2).size();
        double in = rank == 0 ? 1 : rank == 1 ? shape.last() : shape.dim(-2) * window;
        double out = rank == 0 ? 1 : shape.last() * window;
        return switch (mode) {
            case FAN_IN -> in;
            case FAN_OUT -> out;
            case FAN_AVERAGE -> (in + out) / 2;
        };
    }

    /** Draws again until within two deviations; the try is part of the counter. */
    private static double truncated(long seed, int stream, int i) {
        for (int attempt = 0; ; attempt++) {
            double v = Philox.normal(seed, attempt, stream, i);
            if (Math.abs(v) <= 2) {
                return v;
            }
        }
    }
}
