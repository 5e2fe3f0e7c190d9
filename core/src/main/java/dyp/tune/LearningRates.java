package dyp.tune;

import java.util.Locale;

/**
 * What a search for the learning rate saw.
 *
 * @param rates the rates tried, growing
 * @param losses the loss of each rate's batch, before its step
 */
public record LearningRates(double[] rates, double[] losses) {
    private static final int LINES = 20;
    private static final int BAR = 40;
    /** The smoothing window to either side, as a share of the sweep. */
    private static final double WINDOW = 0.06;
    /** A loss that falls by less than this share over the whole sweep has not been learned. */
    private static final double LEAST_FALL = 0.02;

    /** The losses, each averaged with its neighbours under a triangle: a noisy curve shows its slope, and nothing lags behind. */
    public double[] smoothed() {
        int n = losses.length;
        int reach = Math.max(1, (int) Math.round(n * WINDOW));
        double[] smooth = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            double weights = 0;
            // The same reach to both sides, or the ends would lean towards the middle.
            int here = Math.min(reach, Math.min(i, n - 1 - i));
            for (int j = i - here; j <= i + here; j++) {
                double weight = here + 1 - Math.abs(i - j);
                sum += weight * losses[j];
                weights += weight;
            }
            smooth[i] = sum / weights;
        }
        return smooth;
    }

    /** The rate at which the smoothed loss falls fastest, before it is at its lowest; NaN where it never falls. */
    public double suggestion() {
        double[] smooth = smoothed();
        int lowest = lowest(smooth);
        int edge = Math.max(1, (int) Math.round(smooth.length * WINDOW));
        double steepest = 0;
        double rate = Double.NaN;
        for (int i = edge; i + 1 < smooth.length && i < lowest; i++) {
            double slope = smooth[i + 1] - smooth[i - 1];
            if (slope < steepest) {
                steepest = slope;
                rate = rates[i];
            }
        }
        return lowest > 0 && smooth[lowest] < (1 - LEAST_FALL) * smooth[0] ? rate : Double.NaN;
    }

    private static int lowest(double[] values) {
        int least = 0;
        for (int i = 1; i < values.length; i++) {
            least = values[i] < values[least] ? i : least;
        }
        return least;
    }

    /** The curve as bars, and the suggestion in words. */
    @Override
    public String toString() {
        if (rates.length == 0) {
            return "The loss was not finite at the first step: look at the data and the first weights.\n";
        }
        double[] smooth = smoothed();
        int lowest = lowest(smooth);
        double suggested = suggestion();
        double top = smooth[0] * 1.5 - smooth[lowest] * 0.5;
        StringBuilder out = new StringBuilder("learning rate   loss\n");
        int shown = Math.min(LINES, rates.length);
        int last = -1;
        for (int line = 0; line < shown; line++) {
            int i = shown == 1 ? 0 : (int) ((long) line * (rates.length - 1) / (shown - 1));
            double share = top > smooth[lowest] ? Math.clamp((smooth[i] - smooth[lowest]) / (top - smooth[lowest]), 0, 1) : 0;
            boolean here = rates[i] >= suggested && (last < 0 || rates[last] < suggested);
            out.append(String.format(Locale.ROOT, "%13.1e   %-8s %s%s", rates[i], Table.number(smooth[i]), "#".repeat((int) Math.round(share * BAR)),
                    here ? "   <- falls fastest" : "").stripTrailing()).append('\n');
            last = i;
        }
        return out.append(Double.isNaN(suggested)
                ? "The loss falls at no rate: try a wider range, or see whether the model can learn at all (OverfitOneBatch).\n"
                : String.format(Locale.ROOT, "Suggested: %.1e, where the loss falls fastest; it is lowest at %.1e.%n", suggested, rates[lowest])).toString();
    }
}
