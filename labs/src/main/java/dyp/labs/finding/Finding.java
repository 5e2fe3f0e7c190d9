package dyp.labs.finding;

import dyp.labs.recipe.Lab;
import dyp.labs.report.Report;
import dyp.metric.Bootstrap;
import dyp.metric.RocAuc;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether something is found or not, for samples of which the truth is known: figures and pictures of how good the answers are.
 *
 * @param names of class 0 and class 1
 * @param validation probabilities of class 1, from which the threshold is chosen
 * @param test the same for samples that nothing was chosen by
 */
public record Finding(List<String> names, double[] validation, int[] validationTruth, double[] test, int[] testTruth) {
    public Finding {
        names = List.copyOf(names);
        if (validation.length != validationTruth.length || test.length != testTruth.length || test.length == 0) {
            throw new DypException("Every answer needs its truth, but " + validation.length + " and " + test.length + " answers with " + validationTruth.length + " and "
                    + testTruth.length + " truths came.");
        }
    }

    /**
     * Answers of a model that learned with both classes weighing the same, brought back to how often class 1 is: the odds times share / (1 - share).
     * Their order stays. Elkan 2001, "The foundations of cost-sensitive learning", theorem 2.
     */
    public static double[] atPrevalence(double[] balanced, double share) {
        return Arrays.stream(balanced).map(p -> p * share / (p * share + (1 - p) * (1 - share))).toArray();
    }

    /** Labels (n, 1) of 0 and 1 as whole numbers. */
    public static int[] truth(NDArray labels) {
        return IntStream.range(0, labels.size()).map(i -> (int) labels.at(i)).toArray();
    }

    public double auroc() {
        return auroc(test, testTruth);
    }

    public static double auroc(double[] scores, int[] truth) {
        return RocAuc.of(NDArray.generate(Shape.of(scores.length), i -> scores[i]), NDArray.of(truth, truth.length));
    }

    /** With its 95% interval, by bootstrap. */
    public Bootstrap.Interval interval() {
        return Bootstrap.bootstrap().rocAuc(NDArray.generate(Shape.of(test.length), i -> test[i]), NDArray.of(testTruth, testTruth.length));
    }

    /** From where on it counts as found: where sensitivity + specificity is largest on the validation samples (Youden 1950), in the middle between two answers. */
    public double threshold() {
        double[] sorted = Arrays.stream(validation).sorted().distinct().toArray();
        double best = 0.5;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i + 1 < sorted.length; i++) {
            double between = (sorted[i] + sorted[i + 1]) / 2;
            double youden = rate(validation, validationTruth, between, 1) + rate(validation, validationTruth, between, 0);
            if (youden > most) {
                most = youden;
                best = between;
            }
        }
        return best;
    }

    /** The share of a class that is told rightly; 0 where there is none. */
    private static double rate(double[] p, int[] truth, double threshold, int kind) {
        long right = IntStream.range(0, p.length).filter(i -> truth[i] == kind && (p[i] >= threshold ? 1 : 0) == kind).count();
        long all = Arrays.stream(truth).filter(t -> t == kind).count();
        return all == 0 ? 0 : right / (double) all;
    }

    /** Truth by answer. */
    public int[][] confusion(double threshold) {
        int[][] counts = new int[2][2];
        for (int i = 0; i < test.length; i++) {
            counts[testTruth[i]][test[i] >= threshold ? 1 : 0]++;
        }
        return counts;
    }

    /** ROC, precision and recall, calibration, the confusion matrix and its shares, each with intervals; the score is named "AUROC". */
    public void report(Lab lab) {
        Report r = lab.report();
        lab.score("AUROC", auroc());
        double[][] both = Arrays.stream(test).mapToObj(p -> new double[] {1 - p, p}).toArray(double[][]::new);
        r.heading("How good it is");
        r.text(String.format(Locale.ROOT, "The test set has %,d samples, %,d of them *%s*. All that follows is about them alone. On the validation set the area under the ROC curve is %.4f.",
                test.length, Arrays.stream(testTruth).sum(), names.get(1), auroc(validation, validationTruth)));
        r.roc("roc", "How much is found (true positives) at what price (false positives)", both, testTruth, names);
        r.precisionRecall("precision-recall", "How much of what is reported is right (precision) when how much is found (recall)", both, testTruth, names);
        r.calibration("calibration", "Whether answers given with a probability are right that often", both, testTruth);
        double threshold = threshold();
        r.subheading("At one threshold");
        r.text(String.format(Locale.ROOT, "Chosen on the validation set, where sensitivity and specificity together are largest there: *%s* from a probability of %.3f on.", names.get(1), threshold));
        r.confusion("confusion", "Truth (rows) and answer (columns)", confusion(threshold), names);
        r.table(List.of("figure", "value", "95% interval (bootstrap)"), List.of(
                row("sensitivity: found of all *" + names.get(1) + "*", rows -> share(rows, threshold, 1, -1)),
                row("specificity: let pass of all *" + names.get(0) + "*", rows -> share(rows, threshold, 0, -1)),
                row("positive predictive value: right of all that is reported", rows -> share(rows, threshold, -1, 1)),
                row("negative predictive value: right of all that is let pass", rows -> share(rows, threshold, -1, 0)),
                row("accuracy", rows -> share(rows, threshold, -1, -1))));
    }

    private List<String> row(String name, ToDoubleFunction<int[]> figure) {
        Bootstrap.Interval in = Bootstrap.bootstrap().of(test.length, figure);
        return List.of(name, Report.percent(in.figure()), Report.percent(in.low()) + " to " + Report.percent(in.high()));
    }

    /** Right answers among the samples of a truth and an answer; -1 for any. NaN where there are none. */
    private double share(int[] rows, double threshold, int truth, int answer) {
        int right = 0;
        int all = 0;
        for (int row : rows) {
            int said = test[row] >= threshold ? 1 : 0;
            if ((truth < 0 || testTruth[row] == truth) && (answer < 0 || said == answer)) {
                all++;
                right += said == testTruth[row] ? 1 : 0;
            }
        }
        return all == 0 ? Double.NaN : right / (double) all;
    }

    /** Test samples of a truth and an answer, the surest answers first. */
    public int[] surest(int truth, int answer, int most) {
        double threshold = threshold();
        return IntStream.range(0, test.length).filter(i -> testTruth[i] == truth && (test[i] >= threshold ? 1 : 0) == answer).boxed()
                .sorted((a, b) -> Double.compare(answer == 1 ? test[b] : test[a], answer == 1 ? test[a] : test[b])).limit(most).mapToInt(Integer::intValue).toArray();
    }
}
