package dyp.metric;

import dyp.op.Tensor;

/** Precision, recall (sensitivity) or specificity; one figure per threshold. */
public record ConfusionRate(Rate rate, Cuts cuts) implements Figures, Thresholded<ConfusionRate> {
    @Override
    public String name() {
        return rate.label();
    }

    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        return cuts.totals(target, prediction, weights);
    }

    @Override
    public double[] figures(double[] totals) {
        return cuts.counts(totals, 0).stream().mapToDouble(rate::of).toArray();
    }

    @Override
    public ConfusionRate cuts(Cuts c) {
        return new ConfusionRate(rate, c);
    }
}
