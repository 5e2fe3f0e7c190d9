package dyp.metric;

import dyp.op.Tensor;
import java.util.Locale;

/** How many true or false positives or negatives there are, by weight; one figure per threshold. */
public record ConfusionCount(Counts.Kind kind, Cuts cuts) implements Figures, Thresholded<ConfusionCount> {
    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        return cuts.totals(target, prediction, weights);
    }

    @Override
    public double[] figures(double[] totals) {
        return cuts.counts(totals, 0).stream().mapToDouble(c -> c.of(kind)).toArray();
    }

    @Override
    public ConfusionCount cuts(Cuts c) {
        return new ConfusionCount(kind, c);
    }
}
