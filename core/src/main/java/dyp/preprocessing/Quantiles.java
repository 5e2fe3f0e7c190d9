package dyp.preprocessing;

import dyp.tensor.NDArray;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A summary of many numbers from which their quantiles can be read: some of them, ascending, each standing for a number of others.
 * Kept small by reading it off again at even steps, as Keras does.
 */
record Quantiles(float[] values, float[] weights) {
    static final Quantiles NONE = new Quantiles(new float[0], new float[0]);

    /** Of a batch: every so many of the sorted numbers, about 1 / epsilon of them. */
    static Quantiles of(NDArray batch, double epsilon) {
        float[] sorted = batch.toFloat().floats().clone();
        Arrays.sort(sorted);
        double step = Math.max(sorted.length * epsilon, 1);
        int first = (int) (step - 1);
        int count = first >= sorted.length ? 0 : (sorted.length - 1 - first) / (int) step + 1;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = sorted[first + i * (int) step];
        }
        float[] weights = new float[count];
        Arrays.fill(weights, (float) step);
        return new Quantiles(values, weights);
    }

    Quantiles merge(Quantiles other, double epsilon) {
        float[] v = Arrays.copyOf(values, values.length + other.values.length);
        float[] w = Arrays.copyOf(weights, v.length);
        System.arraycopy(other.values, 0, v, values.length, other.values.length);
        System.arraycopy(other.weights, 0, w, values.length, other.values.length);
        int[] order = IntStream.range(0, v.length).boxed().sorted(Comparator.comparing(i -> v[i])).mapToInt(i -> i).toArray();
        float[] sorted = new float[v.length];
        float[] sortedWeights = new float[v.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = v[order[i]];
            sortedWeights[i] = w[order[i]];
        }
        return new Quantiles(sorted, sortedWeights).compress(epsilon);
    }

    /** What divides the numbers into bins of equal shares: one less than bins. */
    List<Double> boundaries(int bins) {
        float[] ends = compress(1.0 / bins).values;
        return IntStream.range(0, Math.max(ends.length - 1, 0)).mapToObj(i -> (double) ends[i]).toList();
    }

    /** The quantiles at epsilon, 2 epsilon ... 1, interpolated. */
    private Quantiles compress(double epsilon) {
        if (values.length * epsilon < 1) {
            return this;
        }
        float[] cumulated = weights.clone();
        for (int i = 1; i < cumulated.length; i++) {
            cumulated[i] += cumulated[i - 1];
        }
        float[] shares = cumulated.clone();
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= cumulated[cumulated.length - 1];
        }
        int n = (int) Math.ceil(1 / epsilon);
        float[] v = new float[n];
        float[] w = new float[n];
        double before = 0;
        for (int i = 0; i < n; i++) {
            double share = epsilon + i * epsilon;
            double now = interpolate(share, shares, cumulated);
            v[i] = (float) interpolate(share, shares, values);
            w[i] = (float) (now - before);
            before = now;
        }
        return new Quantiles(v, w);
    }

    /** y at x, on straight lines between the points (xs, ys); beyond them the first or last y. */
    private static double interpolate(double x, float[] xs, float[] ys) {
        int last = xs.length - 1;
        if (x >= xs[last]) {
            return ys[last];
        }
        int i = 0;
        while (i < last && xs[i + 1] <= x) {
            i++;
        }
        return x <= xs[0] ? ys[0] : ys[i] + (x - xs[i]) * ((double) ys[i + 1] - ys[i]) / ((double) xs[i + 1] - xs[i]);
    }
}
