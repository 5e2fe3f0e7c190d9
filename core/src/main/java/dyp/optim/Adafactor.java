package dyp.optim;

import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.stream.IntStream;

/**
 * Adam's second moment in little memory: of a matrix (of the last two axes) only the running means of rows and of columns are
 * kept, v = row col / mean(row). No first moment; the mean forgets less and less, b = 1 - t^decay; the step u = g / sqrt(v) is
 * held to a root mean square of the threshold, and its length goes with the weight's own:
 * w <- w - max(eps2, rms(w)) min(lr, 1 / sqrt(t)) u / max(1, rms(u) / threshold). Shazeer and Stern 2018, "Adafactor".
 *
 * <p>The bound 1 / sqrt(t) always holds: Keras's relative_step applies it once more and so changes nothing. Keras also keeps
 * v itself as a slot; here it is made anew from its rows and columns, which is what saves the memory.
 */
public record Adafactor(Schedule learningRate, double beta2Decay, double epsilon1, double epsilon2, double clipThreshold) implements Optimizer {
    public Adafactor {
        Checks.notNegative("-beta2Decay", -beta2Decay);
        Checks.notNegative("epsilon1", epsilon1);
        Checks.notNegative("epsilon2", epsilon2);
        Checks.positive("clipThreshold", clipThreshold);
    }

    public Adafactor beta2Decay(double d) {
        return new Adafactor(learningRate, d, epsilon1, epsilon2, clipThreshold);
    }

    public Adafactor epsilon1(double e) {
        return new Adafactor(learningRate, beta2Decay, e, epsilon2, clipThreshold);
    }

    public Adafactor epsilon2(double e) {
        return new Adafactor(learningRate, beta2Decay, epsilon1, e, clipThreshold);
    }

    public Adafactor clipThreshold(double c) {
        return new Adafactor(learningRate, beta2Decay, epsilon1, epsilon2, c);
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor one = Tensor.scalar(1);
        Tensor t = state.step();
        Tensor beta = one.sub(t.pow(Tensor.scalar(beta2Decay)));
        Tensor u = g.div(secondMoment(g.square().add(epsilon1), beta, state).sqrt());
        Tensor rate = rms(w).maximum(Tensor.scalar(epsilon2)).mul(state.learningRate().minimum(one.div(t.sqrt())));
        return w.sub(u.mul(rate.div(rms(u).div(clipThreshold).maximum(one))));
    }

    private static Tensor secondMoment(Tensor squares, Tensor beta, State state) {
        int rank = squares.shape().rank();
        if (rank < 2) {
            return state.runningMean("velocity", squares, beta);
        }
        Tensor row = mean("row", squares, rank - 1, beta, state);
        Tensor column = mean("column", squares, rank - 2, beta, state);
        return row.div(row.mean(rank - 2)).mul(column);
    }

    /** A running mean over an axis, with that axis as 1. The slot is without it, as in Keras. */
    private static Tensor mean(String name, Tensor squares, int axis, Tensor beta, State state) {
        Shape all = squares.shape();
        Tensor now = squares.mean(axis);
        Shape without = Shape.of(IntStream.range(0, all.rank()).filter(i -> i != axis).map(all::dim).toArray());
        return state.runningMean(name, now.reshape(without), beta).reshape(now.shape());
    }

    private static Tensor rms(Tensor x) {
        return x.square().mean().sqrt();
    }
}
