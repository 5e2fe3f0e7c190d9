package dyp.metric;

import static dyp.metric.Sums.over;

import dyp.loss.Weights;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The area under a curve, from counts at thresholds: streamed, so approximate (see {@link RocAuc} for the exact one). Scores lie from 0
 * to 1.
 *
 * @param thresholds those between 0 and 1; two more, just outside, are added
 * @param perLabel whether each column of the last axis has a curve of its own; the areas are averaged
 * @param labelWeights how much each column counts; none for alike
 * @param logits whether a sigmoid comes first
 */
public record AUC(List<Double> thresholds, Curve curve, Summation summation, boolean perLabel, List<Double> labelWeights, boolean logits)
        implements Metric {
    /** Which curve, y over x. */
    public enum Curve {
        /** True positive rate over false positive rate. */
        ROC,
        /** Precision over recall. */
        PR,
        /** Precision gain over recall gain: Flach and Kull 2015, "Precision-recall-gain curves". */
        PRGAIN
    }

    /** How the area between two thresholds is taken. */
    public enum Summation {
        /** By the trapezoid; for PR as Davis and Goadrich 2006, "The relationship between precision-recall and ROC curves". */
        INTERPOLATION,
        /** By the higher of both ends. */
        MAJORING,
        /** By the lower of both ends. */
        MINORING
    }

    private static final double HAIR = 1e-7;

    public AUC {
        thresholds = thresholds.stream().sorted().toList();
        thresholds.forEach(t -> Checks.share("A threshold", t));
        labelWeights = List.copyOf(labelWeights);
    }

    static List<Double> even(int n) {
        if (n < 2) {
            throw new DypException("numThresholds must be 2 or more, but " + n + " came.");
        }
        return IntStream.rangeClosed(1, n - 2).mapToObj(i -> i / (n - 1.0)).toList();
    }

    private Cuts cuts() {
        return Cuts.at(DoubleStream.concat(DoubleStream.concat(DoubleStream.of(-HAIR), thresholds.stream().mapToDouble(t -> t)),
                DoubleStream.of(1 + HAIR)).toArray());
    }

    @Override
    public String name() {
        return "auc";
    }

    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        Tensor p = logits ? prediction.sigmoid() : prediction;
        int labels = p.shape().last();
        if ((perLabel || !labelWeights.isEmpty()) && (p.shape().rank() < 2 || !labelWeights.isEmpty() && labelWeights.size() != labels)) {
            throw new DypException("[auc] The model gives " + p.shape() + ", but (batch, labels) is needed"
                    + (labelWeights.isEmpty() ? "." : " for " + labelWeights.size() + " label weights."));
        }
        if (perLabel || labelWeights.isEmpty()) {
            return cuts().totals(target, p, weights, perLabel);
        }
        Tensor row = Tensor.constant(NDArray.generate(Shape.of(labels), i -> labelWeights.get(i)));
        return cuts().totals(target, p, Weights.both(weights, row.broadcastTo(p.shape())));
    }

    @Override
    public double result(double[] totals) {
        Cuts cuts = cuts();
        double[] areas = IntStream.range(0, cuts.labels(totals)).mapToDouble(label -> area(cuts.counts(totals, label))).toArray();
        if (!perLabel || labelWeights.isEmpty()) {
            return Arrays.stream(areas).average().orElse(0);
        }
        double sum = IntStream.range(0, areas.length).mapToDouble(i -> areas[i] * labelWeights.get(i)).sum();
        return over(sum, labelWeights.stream().mapToDouble(w -> w).sum());
    }

    /** The areas of the columns, (labels,), or the one area of shape (). */
    @Override
    public NDArray values(double[] totals) {
        if (!perLabel) {
            return Metric.super.values(totals);
        }
        Cuts cuts = cuts();
        return NDArray.generate(Shape.of(cuts.labels(totals)), label -> area(cuts.counts(totals, label)));
    }

    private double area(List<Counts> c) {
        double area = 0;
        for (int i = 0; i + 1 < c.size(); i++) {
            area += curve == Curve.PR && summation == Summation.INTERPOLATION ? interpolated(c.get(i), c.get(i + 1))
                    : (x(c.get(i)) - x(c.get(i + 1))) * height(y(c.get(i)), y(c.get(i + 1)));
        }
        return area;
    }

    private double height(double a, double b) {
        return switch (summation) {
            case INTERPOLATION -> (a + b) / 2;
            case MAJORING -> Math.max(a, b);
            case MINORING -> Math.min(a, b);
        };
    }

    private double x(Counts c) {
        return switch (curve) {
            case ROC -> over(c.falsePositives(), c.negatives());
            case PR -> c.recall();
            case PRGAIN -> c.truePositives() == 0 ? 0 : Math.max(0, gain(c, c.falseNegatives()));
        };
    }

    private double y(Counts c) {
        return switch (curve) {
            case ROC -> c.recall();
            case PR -> c.precision();
            case PRGAIN -> c.truePositives() == 0 ? 1 : gain(c, c.falsePositives());
        };
    }

    private static double gain(Counts c, double wrong) {
        return 1 - over(c.positives(), c.negatives()) * over(wrong, c.truePositives());
    }

    /** Between two thresholds true positives grow along a straight line with all positives said; the precision is integrated along it. */
    private static double interpolated(Counts low, Counts high) {
        double saidLow = low.truePositives() + low.falsePositives();
        double saidHigh = high.truePositives() + high.falsePositives();
        double found = low.truePositives() - high.truePositives();
        double slope = over(found, Math.max(saidLow - saidHigh, 0));
        double intercept = high.truePositives() - slope * saidHigh;
        double ratio = saidLow > 0 && saidHigh > 0 ? saidLow / saidHigh : 1;
        return over(slope * (found + intercept * Math.log(ratio)), high.positives());
    }

    /** n thresholds from 0 to 1, equally far apart; 200 unless said. */
    public AUC numThresholds(int n) {
        return new AUC(even(n), curve, summation, perLabel, labelWeights, logits);
    }

    /** Those between 0 and 1. */
    public AUC thresholds(double... between) {
        return new AUC(DoubleStream.of(between).boxed().toList(), curve, summation, perLabel, labelWeights, logits);
    }

    public AUC curve(Curve c) {
        return new AUC(thresholds, c, summation, perLabel, labelWeights, logits);
    }

    public AUC summationMethod(Summation s) {
        return new AUC(thresholds, curve, s, perLabel, labelWeights, logits);
    }

    /** A curve per column of the last axis; the areas are averaged. */
    public AUC multiLabel() {
        return new AUC(thresholds, curve, summation, true, labelWeights, logits);
    }

    public AUC labelWeights(double... weights) {
        return new AUC(thresholds, curve, summation, perLabel, DoubleStream.of(weights).boxed().toList(), logits);
    }

    public AUC fromLogits() {
        return new AUC(thresholds, curve, summation, perLabel, labelWeights, true);
    }
}
