package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Scores turned into yes and no: yes is what lies above a threshold. For all thresholds at once, a batch's answers are sorted into the
 * buckets between them, the true ones and the false ones apart; counts follow from the buckets above.
 *
 * @param thresholds each from 0 to 1; none for 0.5 (with topK: for none at all)
 * @param topK that only the k largest of a row can be yes
 * @param classId that only this column of the last axis is looked at
 */
public record Cuts(List<Double> thresholds, OptionalInt topK, OptionalInt classId) {
    /** Lower than any score: what Keras puts in the place of scores that are not among the k largest. */
    private static final double LOWEST = -1e10;

    public Cuts {
        thresholds = List.copyOf(thresholds);
        topK.ifPresent(k -> Checks.positive("topK", k));
    }

    /** Yes is what lies above a half. */
    public static Cuts half() {
        return at();
    }

    public static Cuts at(double... thresholds) {
        return new Cuts(DoubleStream.of(thresholds).boxed().toList(), OptionalInt.empty(), OptionalInt.empty());
    }

    /** n thresholds from 0 to 1, equally far apart; one alone is a half. */
    public static Cuts even(int n) {
        Checks.positive("The number of thresholds", n);
        return at(n == 1 ? new double[] {0.5} : IntStream.range(0, n).mapToDouble(i -> i / (n - 1.0)).toArray());
    }

    Cuts thresholds(double... values) {
        for (double t : values) {
            Checks.share("A threshold", t);
        }
        return new Cuts(at(values).thresholds, topK, classId);
    }

    Cuts topK(int k) {
        return new Cuts(thresholds, OptionalInt.of(k), classId);
    }

    Cuts classId(int id) {
        return new Cuts(thresholds, topK, OptionalInt.of(id));
    }

    private float[] values() {
        List<Double> all = !thresholds.isEmpty() ? thresholds : List.of(topK.isPresent() ? LOWEST : 0.5);
        float[] values = new float[all.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = all.get(i).floatValue();
        }
        return values;
    }

    /** Totals of all labels together. */
    Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        return totals(target, prediction, weights, false);
    }

    /** @param apart whether each column of the last axis is counted on its own */
    Tensor totals(Tensor target, Tensor prediction, Tensor weights, boolean apart) {
        Targets.Pair both = Targets.pair(target, prediction);
        Tensor t = column(both.target());
        Tensor p = column(topK.isPresent() ? largest(both.prediction()) : both.prediction());
        Tensor w = Sums.weights(weights, p.shape());
        int buckets = values().length + 1;
        int labels = apart ? p.shape().last() : 1;
        Tensor no = t.equal(Tensor.scalar(0));
        Tensor index = bucket(p).add(no.mul(buckets));
        if (apart) {
            index = index.add(Tensor.constant(NDArray.generate(Shape.of(labels), i -> i * 2 * buckets)));
        }
        return Sums.histogram(w, index, labels * 2 * buckets);
    }

    private Tensor largest(Tensor p) {
        return Tensor.where(Top.mask(p, topK.getAsInt()), p, Tensor.scalar(LOWEST));
    }

    private Tensor column(Tensor t) {
        if (classId.isEmpty()) {
            return t;
        }
        int id = classId.getAsInt();
        if (t.shape().rank() < 2 || id < 0 || id >= t.shape().last()) {
            throw new DypException("There is no class " + id + " in " + t.shape() + ": classId needs predictions (batch, ..., classes).");
        }
        return t.slice(-1, id, id + 1);
    }

    /** How many thresholds lie below each score, as float32. */
    private Tensor bucket(Tensor p) {
        float[] values = values();
        if (even(values)) {
            Tensor above = Sums.ceil(p.clip(0, 1).mul(values.length - 1));
            return values[0] < 0 ? above.maximum(Tensor.scalar(1)) : above;
        }
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return Targets.drop(Tensor.of(sorted).less(p.reshape(widened(p))).sum(-1), -1);
    }

    private static int[] widened(Tensor p) {
        int[] dims = Arrays.copyOf(p.shape().dims(), p.shape().rank() + 1);
        dims[dims.length - 1] = 1;
        return dims;
    }

    /** Whether the thresholds go from 0 to 1 in equal steps, the first and last perhaps a hair beyond; as Keras judges it. */
    private static boolean even(float[] values) {
        double last = values.length - 1.0;
        return values.length >= 3 && IntStream.range(0, values.length)
                .allMatch(i -> Math.abs(Math.clamp(values[i], 0.0, 1.0) - i / last) <= 1e-7 + 1e-5 * i / last);
    }

    /** How many labels' totals these are. */
    int labels(double[] totals) {
        return totals.length / (2 * (values().length + 1));
    }

    /** The counts at each threshold, in the thresholds' order. */
    List<Counts> counts(double[] totals, int label) {
        float[] values = values();
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int buckets = values.length + 1;
        double[] yes = below(totals, label * 2 * buckets, buckets);
        double[] no = below(totals, (label * 2 + 1) * buckets, buckets);
        List<Counts> counts = new ArrayList<>();
        for (float threshold : values) {
            int i = buckets - 1;
            while (sorted[i - 1] > threshold) {
                i--;
            }
            counts.add(new Counts(yes[buckets] - yes[i], no[buckets] - no[i], no[i], yes[i]));
        }
        return counts;
    }

    /** Sums of the first 0, 1, ... n numbers from a place. */
    private static double[] below(double[] a, int from, int n) {
        double[] sums = new double[n + 1];
        for (int i = 0; i < n; i++) {
            sums[i + 1] = sums[i] + a[from + i];
        }
        return sums;
    }
}
