package dyp.metric;

import dyp.op.Tensor;
import java.util.OptionalInt;

/**
 * The best of one rate over all thresholds at which another reaches a level: sensitivity at a specificity, precision at a recall and
 * so on. 0 where none does.
 *
 * @param best which is to be large
 * @param held which must reach the level
 * @param level from 0 to 1
 */
public record ConfusionRateAt(Rate best, Rate held, double level, int numThresholds, OptionalInt classId) implements Metric {
    public ConfusionRateAt {
        Checks.share(held.label(), level);
        Checks.positive("numThresholds", numThresholds);
    }

    @Override
    public String name() {
        return best.label() + "_at_" + held.label();
    }

    private Cuts cuts() {
        Cuts even = Cuts.even(numThresholds);
        return classId.isPresent() ? even.classId(classId.getAsInt()) : even;
    }

    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        return cuts().totals(target, prediction, weights);
    }

    @Override
    public double result(double[] totals) {
        return cuts().counts(totals, 0).stream().filter(c -> held.of(c) >= level).mapToDouble(best::of).max().orElse(0);
    }

    /** How many thresholds from 0 to 1 are tried; 200 unless said. */
    public ConfusionRateAt numThresholds(int n) {
        return new ConfusionRateAt(best, held, level, n, classId);
    }

    /** Only this column of the last axis is looked at. */
    public ConfusionRateAt classId(int id) {
        return new ConfusionRateAt(best, held, level, numThresholds, OptionalInt.of(id));
    }
}
