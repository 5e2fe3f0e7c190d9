package dyp.metric;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What every threshold would give, for plots: one point per distinct score, from none said to be positive to all.
 *
 * @param points by falling threshold; yes is what reaches it
 */
public record ScoreCurve(List<Point> points) {
    /** The counts where yes is what reaches the threshold. */
    public record Point(double threshold, Counts counts) {}

    public ScoreCurve {
        points = List.copyOf(points);
    }

    /** @param labels 0 for a negative sample, anything else for a positive one; as many as scores */
    public static ScoreCurve of(NDArray scores, NDArray labels) {
        Ranking ranking = new Ranking(scores, labels);
        int positives = 0;
        for (int i = 0; i < ranking.size(); i++) {
            positives += ranking.positive(i) ? 1 : 0;
        }
        int negatives = ranking.size() - positives;
        List<Point> points = new ArrayList<>();
        int missed = 0;
        int end;
        for (int from = 0; from < ranking.size(); from = end) {
            int left = from - missed;
            points.add(new Point(ranking.score(from), new Counts(positives - missed, negatives - left, left, missed)));
            end = ranking.next(from);
            for (int i = from; i < end; i++) {
                missed += ranking.positive(i) ? 1 : 0;
            }
        }
        points.add(new Point(Double.POSITIVE_INFINITY, new Counts(0, 0, negatives, positives)));
        Collections.reverse(points);
        return new ScoreCurve(points);
    }

    /** The ROC curve, (points, 2): false positive rate and true positive rate, from (0, 0) to (1, 1). */
    public NDArray roc() {
        return NDArray.generate(Shape.of(points.size(), 2), i -> {
            Counts c = points.get(i / 2).counts();
            return i % 2 == 0 ? Sums.over(c.falsePositives(), c.negatives()) : c.recall();
        });
    }

    /** The precision-recall curve, (points, 2): recall and precision, from (0, 1) on; the precision of nothing is taken as 1. */
    public NDArray precisionRecall() {
        return NDArray.generate(Shape.of(points.size(), 2), i -> {
            Counts c = points.get(i / 2).counts();
            return i % 2 == 0 ? c.recall() : i == 1 ? 1 : c.precision();
        });
    }

    /** The area under the ROC curve by trapezoids: the same number as {@link RocAuc#of}. */
    public double rocAuc() {
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            Counts a = points.get(i - 1).counts();
            Counts b = points.get(i).counts();
            area += (b.falsePositives() - a.falsePositives()) * (a.truePositives() + b.truePositives()) / 2;
        }
        Counts any = points.getFirst().counts();
        return area / any.positives() / any.negatives();
    }

    /** The mean of the precisions at each positive sample's score, not interpolated: the area under the precision-recall curve in steps. */
    public double averagePrecision() {
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            Counts c = points.get(i).counts();
            area += (c.truePositives() - points.get(i - 1).counts().truePositives()) * c.precision();
        }
        return area / points.getFirst().counts().positives();
    }
}
