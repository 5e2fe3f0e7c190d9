package dyp.metric;

import static dyp.metric.Sums.over;

/** How many answers of each kind there are at one threshold, by weight. A share of nothing is 0, as in Keras. */
public record Counts(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {
    /** Which of the four. */
    public enum Kind { TRUE_POSITIVES, FALSE_POSITIVES, TRUE_NEGATIVES, FALSE_NEGATIVES }

    public double of(Kind kind) {
        return switch (kind) {
            case TRUE_POSITIVES -> truePositives;
            case FALSE_POSITIVES -> falsePositives;
            case TRUE_NEGATIVES -> trueNegatives;
            case FALSE_NEGATIVES -> falseNegatives;
        };
    }

    public double positives() {
        return truePositives + falseNegatives;
    }

    public double negatives() {
        return trueNegatives + falsePositives;
    }

    /** Of what was said to be positive, how much is. */
    public double precision() {
        return over(truePositives, truePositives + falsePositives);
    }

    /** Of what is positive, how much was found; also called sensitivity. */
    public double recall() {
        return over(truePositives, positives());
    }

    /** Of what is negative, how much was left alone. */
    public double specificity() {
        return over(trueNegatives, negatives());
    }
}
