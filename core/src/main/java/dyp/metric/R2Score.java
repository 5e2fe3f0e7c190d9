package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.Arrays;

/**
 * 1 - sum (t - p)² / sum (t - mean t)², per output (batch, outputs): the share of the targets' variance that the predictions explain.
 * 0 where the targets do not vary but are missed.
 *
 * @param aggregation how the outputs' scores become one
 * @param numRegressors how many inputs the model has, for the adjusted score; 0 for the plain one. As in Keras the number of samples
 *     is taken to be that of all targets, outputs times samples.
 */
public record R2Score(Aggregation aggregation, int numRegressors) implements Figures {
    /** How the outputs' scores become one. */
    public enum Aggregation {
        /** They do not; logs show their mean. */
        NONE,
        UNIFORM_AVERAGE,
        /** Each by the variance of its targets. */
        VARIANCE_WEIGHTED_AVERAGE
    }

    public R2Score {
        if (numRegressors < 0) {
            throw new DypException("numRegressors must be 0 or more, but " + numRegressors + " came.");
        }
    }

    @Override
    public String name() {
        return "r2_score";
    }

    /** Four sums per output, of w, w t, w t² and w (t - p)²; then how many targets there are. */
    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        Targets.Pair both = Targets.pair(target, prediction);
        Tensor t = both.target();
        if (t.shape().rank() != 2) {
            throw new DypException("[r2_score] Predictions must be (batch, outputs), but are " + prediction.shape() + ".");
        }
        Tensor w = Sums.weights(weights, t.shape());
        Tensor wt = t.mul(w);
        return Sums.row(w.sum(0), wt.sum(0), wt.mul(t).sum(0), t.sub(both.prediction()).square().mul(w).sum(0), Tensor.scalar(t.shape().size()));
    }

    @Override
    public double[] figures(double[] totals) {
        int outputs = (totals.length - 1) / 4;
        double[] scores = new double[outputs];
        double[] variances = new double[outputs];
        double weighted = 0;
        for (int i = 0; i < outputs; i++) {
            double sum = totals[outputs + i];
            variances[i] = totals[2 * outputs + i] - sum * sum / totals[i];
            double score = 1 - totals[3 * outputs + i] / variances[i];
            scores[i] = Double.isInfinite(score) ? 0 : score;
            weighted += variances[i] * scores[i];
        }
        double[] all = switch (aggregation) {
            case NONE -> scores;
            case UNIFORM_AVERAGE -> new double[] {Arrays.stream(scores).average().orElse(Double.NaN)};
            case VARIANCE_WEIGHTED_AVERAGE -> new double[] {weighted / Arrays.stream(variances).sum()};
        };
        return Arrays.stream(all).map(s -> adjusted(s, totals[totals.length - 1])).toArray();
    }

    private double adjusted(double score, double samples) {
        boolean plain = numRegressors == 0 || numRegressors >= samples - 1;
        return plain ? score : 1 - (1 - score) * (samples - 1) / (samples - numRegressors - 1);
    }

    public R2Score aggregation(Aggregation a) {
        return new R2Score(a, numRegressors);
    }

    public R2Score numRegressors(int n) {
        return new R2Score(aggregation, n);
    }
}
