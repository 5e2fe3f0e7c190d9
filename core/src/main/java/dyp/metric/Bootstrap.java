package dyp.metric;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * How sure a figure is: it is computed again and again from as many samples drawn with replacement, and the middle of what comes out is
 * the interval. Efron 1979, "Bootstrap methods: another look at the jackknife"; percentile intervals. The same seed draws the same samples.
 *
 * @param rounds how often is drawn
 * @param level how much of what comes out the interval holds
 */
public record Bootstrap(int rounds, double level, long seed) {
    /** The figure itself, and where it lies with the level's probability. */
    public record Interval(double figure, double low, double high) {}

    public Bootstrap {
        Checks.positive("rounds", rounds);
        Checks.share("level", level);
    }

    /** 1,000 rounds, 95%, seed 0. */
    public static Bootstrap bootstrap() {
        return new Bootstrap(1000, 0.95, 0);
    }

    public Bootstrap rounds(int n) {
        return new Bootstrap(n, level, seed);
    }

    public Bootstrap level(double share) {
        return new Bootstrap(rounds, share, seed);
    }

    public Bootstrap seed(long value) {
        return new Bootstrap(rounds, level, value);
    }

    /**
     * Of any figure of samples. Draws in which it is not defined (NaN) are left out.
     *
     * @param samples how many there are
     * @param figure from the numbers of the samples drawn; called with 0, 1, 2 ... first
     */
    public Interval of(int samples, ToDoubleFunction<int[]> figure) {
        Checks.positive("The number of samples", samples);
        int[] rows = new int[samples];
        Arrays.setAll(rows, i -> i);
        double all = figure.applyAsDouble(rows);
        double[] drawn = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            int stream = round;
            Arrays.setAll(rows, i -> (int) ((Philox.bits(seed, 0, stream, i) & 0xFFFFFFFFL) * samples >>> 32));
            drawn[round] = figure.applyAsDouble(rows);
        }
        double[] sorted = Arrays.stream(drawn).filter(f -> !Double.isNaN(f)).sorted().toArray();
        if (sorted.length == 0) {
            throw new DypException("The figure is not defined (NaN) for any of " + rounds + " draws of " + samples
                    + " samples. An AUC needs positive and negative samples.");
        }
        return new Interval(all, quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2));
    }

    /** Between neighbours the quantile goes along a line. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }

    /** Of any figure of scores (samples, ...) and their labels (samples, ...). */
    public Interval of(NDArray scores, NDArray labels, ToDoubleBiFunction<NDArray, NDArray> figure) {
        sameLength(scores, labels);
        return of(scores.shape().dim(0), rows -> figure.applyAsDouble(scores.rows(rows), labels.rows(rows)));
    }

    /** Of the exact {@link RocAuc}, sorted once. */
    public Interval rocAuc(NDArray scores, NDArray labels) {
        RocAuc auc = new RocAuc(scores, labels);
        int[] times = new int[scores.size()];
        return of(scores.size(), rows -> {
            Arrays.fill(times, 0);
            for (int row : rows) {
                times[row]++;
            }
            return auc.of(times);
        });
    }

    /** Of {@link Accuracy}, whichever the shapes say. */
    public Interval accuracy(NDArray scores, NDArray labels) {
        sameLength(scores, labels);
        return mean(new Accuracy().each(Tensor.constant(labels), Tensor.constant(scores)).value());
    }

    /** Of the mean of one value per sample, (samples, ...). */
    public Interval mean(NDArray values) {
        int width = values.rowSize();
        return of(values.shape().dim(0), rows -> {
            double sum = 0;
            for (int row : rows) {
                for (int i = 0; i < width; i++) {
                    sum += values.at(row * width + i);
                }
            }
            return sum / rows.length / width;
        });
    }

    private static void sameLength(NDArray scores, NDArray labels) {
        if (scores.shape().rank() == 0 || labels.shape().rank() == 0 || scores.shape().dim(0) != labels.shape().dim(0)) {
            throw new DypException("Every sample needs scores and a label, but scores " + scores.shape() + " and labels " + labels.shape()
                    + " came.");
        }
    }
}
