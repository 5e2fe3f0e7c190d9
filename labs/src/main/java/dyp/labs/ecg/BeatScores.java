package dyp.labs.ecg;

import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How well beats were told apart. With unequal classes the accuracy says little: who calls every beat normal is right nearly always. So each class has
 * its own figures, and the mean of their F1 counts a rare class as much as a common one.
 *
 * @param counts how often each class (row) was taken for each (column)
 */
public record BeatScores(int[][] counts) {
    /** @param probabilities a row per beat, a column per class */
    public static BeatScores of(double[][] probabilities, NDArray truth, int classes) {
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < probabilities.length; i++) {
            counts[(int) truth.at(i)][largest(probabilities[i])]++;
        }
        return new BeatScores(counts);
    }

    static int largest(double[] row) {
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            best = row[c] > row[best] ? c : best;
        }
        return best;
    }

    public double accuracy() {
        int right = IntStream.range(0, counts.length).map(c -> counts[c][c]).sum();
        return (double) right / Math.max(1, IntStream.range(0, counts.length).map(this::support).sum());
    }

    /** How many beats of the class there are. */
    public int support(int c) {
        return IntStream.of(counts[c]).sum();
    }

    private int said(int c) {
        return IntStream.range(0, counts.length).map(t -> counts[t][c]).sum();
    }

    /** Of the beats that were called this, the share that is; 0 where none was called so. */
    public double precision(int c) {
        return said(c) == 0 ? 0 : (double) counts[c][c] / said(c);
    }

    /** Of the beats that are this, the share that was called so; NaN where there are none. */
    public double recall(int c) {
        return support(c) == 0 ? Double.NaN : (double) counts[c][c] / support(c);
    }

    /** 2 TP / (2 TP + FP + FN); NaN where the class has no beats. */
    public double f1(int c) {
        return support(c) == 0 ? Double.NaN : 2.0 * counts[c][c] / (support(c) + said(c));
    }

    /** The mean of F1 over the classes that have beats. */
    public double macroF1() {
        return IntStream.range(0, counts.length).mapToDouble(this::f1).filter(f -> !Double.isNaN(f)).average().orElse(Double.NaN);
    }

    /** The mean of recall over the classes that have beats. */
    public double balancedAccuracy() {
        return IntStream.range(0, counts.length).mapToDouble(this::recall).filter(f -> !Double.isNaN(f)).average().orElse(Double.NaN);
    }

    /** A row for each class: name, precision, recall, F1, beats; and one of means. */
    List<List<String>> table(List<String> classes) {
        List<List<String>> rows = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            rows.add(List.of(classes.get(c), percent(precision(c)), percent(recall(c)), percent(f1(c)), Integer.toString(support(c))));
        }
        double precision = IntStream.range(0, counts.length).filter(c -> support(c) > 0).mapToDouble(this::precision).average().orElse(Double.NaN);
        int all = IntStream.range(0, counts.length).map(this::support).sum();
        rows.add(List.of("**mean of the classes**", percent(precision), percent(balancedAccuracy()), "**" + percent(macroF1()) + "**", Integer.toString(all)));
        return rows;
    }

    /** As in {@code 94.1 %}. */
    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
