package dyp.labs.table;

import dyp.metric.RocAuc;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Figures for probabilities (a row per sample, a column per class) beside the truth. */
public final class Verdicts {
    private Verdicts() {}

    /** The share of rows whose likeliest class is right. */
    public static double accuracy(double[][] p, int[] y) {
        return IntStream.range(0, y.length).filter(r -> likeliest(p[r]) == y[r]).count() / (double) y.length;
    }

    static int likeliest(double[] p) {
        return IntStream.range(0, p.length).reduce(0, (a, b) -> p[b] > p[a] ? b : a);
    }

    /**
     * The area under the ROC curve; of more than two classes the mean over each against the others (scikit-learn calls that macro,
     * one against the rest).
     *
     * @throws DypException where a class has no row, or all of them
     */
    public static double auroc(double[][] p, int[] y) {
        int classes = p[0].length;
        return IntStream.range(classes == 2 ? 1 : 0, classes).mapToDouble(k -> {
            double area = RocAuc.of(NDArray.generate(Shape.of(y.length), r -> p[r][k]), NDArray.generate(Shape.of(y.length), r -> y[r] == k ? 1 : 0));
            if (Double.isNaN(area)) {
                throw new DypException("Class " + k + " has no row here, or all of the " + y.length + ", so there is no ROC curve. Split by class.");
            }
            return area;
        }).average().orElseThrow();
    }

    /** How often each class (row) was taken for each (column). */
    public static int[][] confusion(double[][] p, int[] y) {
        int[][] counts = new int[p[0].length][p[0].length];
        for (int r = 0; r < y.length; r++) {
            counts[y[r]][likeliest(p[r])]++;
        }
        return counts;
    }

    public static double mean(double[] v) {
        return Arrays.stream(v).average().orElseThrow();
    }

    /** The standard deviation, with n - 1 in the denominator; 0 of a single number. */
    public static double deviation(double[] v) {
        double mean = mean(v);
        return Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum() / Math.max(1, v.length - 1));
    }
}
