package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;
import dyp.tensor.DypException;

/**
 * 2 sum(t p) / (sum t + sum p) over all data, one figure per class (last axis), NaN where a class occurs on neither side: how well
 * regions overlap. Dice 1945, "Measures of the amount of ecologic association between species".
 *
 * @param threshold above which a prediction counts as 1, otherwise as 0
 * @param probabilities whether predictions count as they are instead
 */
public record DiceCoefficient(double threshold, boolean probabilities) implements Figures {
    @Override
    public String name() {
        return "dice_coefficient";
    }

    /** Sums of w t p, and of w t + w p, each (classes). */
    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        Targets.Pair both = Targets.pair(target, prediction);
        if (both.prediction().shape().rank() < 2) {
            throw new DypException("[dice_coefficient] Predictions must be (batch, ..., classes), but are " + prediction.shape() + ".");
        }
        int classes = both.prediction().shape().last();
        Tensor p = (probabilities ? both.prediction() : Tensor.scalar(threshold).less(both.prediction())).reshape(-1, classes);
        Tensor t = both.target().reshape(-1, classes);
        Tensor w = Sums.weights(weights, both.target().shape()).reshape(-1, classes);
        return Sums.row(t.mul(p).mul(w).sum(0), t.add(p).mul(w).sum(0));
    }

    @Override
    public double[] figures(double[] totals) {
        double[] figures = new double[totals.length / 2];
        for (int c = 0; c < figures.length; c++) {
            figures[c] = 2 * totals[c] / totals[figures.length + c];
        }
        return figures;
    }

    public DiceCoefficient threshold(double t) {
        return new DiceCoefficient(t, false);
    }

    /** With predictions as they are, not cut at a threshold. */
    public DiceCoefficient soft() {
        return new DiceCoefficient(threshold, true);
    }
}
