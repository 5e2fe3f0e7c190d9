package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * (1 + beta²) precision * recall / (beta² precision + recall), per class: beta says how much more recall counts than precision. Van
 * Rijsbergen 1979, "Information retrieval". Targets are one-hot or several labels per sample, (batch, ..., classes).
 *
 * @param threshold above which a score is a yes; empty: the largest of each row is
 */
public record FBetaScore(double beta, Average average, OptionalDouble threshold, String name) implements Figures {
    /** How the classes' scores become one. */
    public enum Average {
        /** They do not; logs show their mean. */
        NONE,
        /** All classes counted together. */
        MICRO,
        /** Their mean. */
        MACRO,
        /** Their mean, each by how often its class is the true one. */
        WEIGHTED
    }

    private static final double EPSILON = 1e-7;

    public FBetaScore {
        Checks.positive("beta", beta);
        threshold.ifPresent(t -> Checks.positive("threshold", t));
        threshold.ifPresent(t -> Checks.share("threshold", t));
    }

    /** True positives, false positives and false negatives, each (classes). */
    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        Targets.Pair both = Targets.pair(target, prediction);
        Tensor p = both.prediction();
        if (p.shape().rank() < 2) {
            throw new DypException("[" + name + "] Predictions must be (batch, ..., classes), but are " + p.shape() + ".");
        }
        int classes = p.shape().last();
        Tensor w = Sums.weights(weights, p.shape()).reshape(-1, classes);
        Tensor yes = said(p).reshape(-1, classes);
        Tensor is = both.target().reshape(-1, classes);
        Tensor hit = yes.mul(is);
        return Sums.row(hit.mul(w).sum(0), yes.sub(hit).mul(w).sum(0), is.sub(hit).mul(w).sum(0));
    }

    private Tensor said(Tensor p) {
        if (threshold.isPresent()) {
            return Tensor.scalar(threshold.getAsDouble()).less(p);
        }
        Tensor largest = p.equal(p.max(-1));
        return largest.mul(Tensor.scalar(1e-9).less(p.abs()));
    }

    @Override
    public double[] figures(double[] totals) {
        int classes = totals.length / 3;
        double[] scores = new double[classes];
        double weighted = 0;
        double weight = 0;
        double[] all = new double[3];
        for (int c = 0; c < classes; c++) {
            double[] own = {totals[c], totals[classes + c], totals[2 * classes + c]};
            scores[c] = score(own);
            weighted += scores[c] * (own[0] + own[2]);
            weight += own[0] + own[2];
            for (int i = 0; i < 3; i++) {
                all[i] += own[i];
            }
        }
        return switch (average) {
            case NONE -> scores;
            case MICRO -> new double[] {score(all)};
            case MACRO -> new double[] {Arrays.stream(scores).average().orElse(0)};
            case WEIGHTED -> new double[] {weighted / (weight + EPSILON)};
        };
    }

    private double score(double[] counts) {
        double precision = counts[0] / (counts[0] + counts[1] + EPSILON);
        double recall = counts[0] / (counts[0] + counts[2] + EPSILON);
        return (1 + beta * beta) * (precision * recall / (beta * beta * precision + recall + EPSILON));
    }

    public FBetaScore beta(double b) {
        return new FBetaScore(b, average, threshold, name);
    }

    public FBetaScore average(Average a) {
        return new FBetaScore(beta, a, threshold, name);
    }

    public FBetaScore threshold(double t) {
        return new FBetaScore(beta, average, OptionalDouble.of(t), name);
    }
}
