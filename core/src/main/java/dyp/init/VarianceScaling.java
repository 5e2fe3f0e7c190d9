package dyp.init;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/**
 * Random values whose variance is {@code scale / fan}, so that signals keep their size from layer to layer. A kernel is
 * (window..., in, out); fanIn = window size * in, fanOut = window size * out.
 */
public record VarianceScaling(double scale, Mode mode, Distribution distribution) implements Initializer {
    /** What the variance is divided by. */
    public enum Mode { FAN_IN, FAN_OUT, FAN_AVERAGE }

    /** UNIFORM in ±sqrt(3 variance); TRUNCATED_NORMAL is cut at two deviations and widened to keep the variance. */
    public enum Distribution { UNIFORM, TRUNCATED_NORMAL, UNTRUNCATED_NORMAL }

    @Override
    public NDArray create(Shape shape, long seed, int stream) {
        double variance = scale / Math.max(1, fan(shape));
        double deviation = Math.sqrt(variance);
        double limit = Math.sqrt(3 * variance);
        Initializer drawn = switch (distribution) {
            case UNIFORM -> new RandomUniform(-limit, limit);
            case TRUNCATED_NORMAL -> new TruncatedNormal(0, deviation / TruncatedNormal.LEFT);
            case UNTRUNCATED_NORMAL -> new RandomNormal(0, deviation);
        };
        return drawn.create(shape, seed, stream);
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
}
