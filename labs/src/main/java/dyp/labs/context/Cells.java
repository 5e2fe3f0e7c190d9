package dyp.labs.context;

import java.util.Arrays;

/**
 * What the network sees of a table: {@value #CHANNELS} numbers for each cell, from the rows with known classes alone.
 *
 * <ul>
 * <li>the value, brought to mean 0 and deviation 1, within ±{@value #BOUND}
 * <li>its rank among the known rows, from -1 to 1, which no outlier disturbs
 * <li>1 where the cell is missing (the others are then 0)
 * <li>the share of known rows with the very same value: near 0 for a measurement, large for a category
 * </ul>
 */
final class Cells {
    static final int CHANNELS = 4;
    private static final double BOUND = 5;

    private Cells() {}

    /** Writes (features, rows, channels) from {@code at} on. */
    static void write(SmallTable table, float[] into, int at) {
        for (int f = 0; f < table.features(); f++) {
            column(table, f, into, at + f * table.x().length * CHANNELS);
        }
    }

    private static void column(SmallTable table, int feature, float[] into, int at) {
        double[] sorted = known(table, feature);
        double mean = Arrays.stream(sorted).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).average().orElse(0));
        // Of equal numbers the mean may be off by a rounding error, which is no deviation.
        double scale = deviation > 1e-6 * Math.abs(mean) + 1e-30 ? 1 / deviation : 0;
        for (int r = 0; r < table.x().length; r++, at += CHANNELS) {
            float v = table.x()[r][feature];
            if (Float.isNaN(v)) {
                into[at] = into[at + 1] = into[at + 3] = 0;
                into[at + 2] = 1;
                continue;
            }
            int below = first(sorted, v, false);
            int equal = first(sorted, v, true) - below;
            into[at] = (float) Math.clamp((v - mean) * scale, -BOUND, BOUND);
            into[at + 1] = sorted.length == 0 ? 0 : (float) ((2.0 * below + equal) / sorted.length - 1);
            into[at + 2] = 0;
            into[at + 3] = sorted.length == 0 ? 0 : (float) equal / sorted.length;
        }
    }

    /** A feature's values in the known rows, ascending. */
    private static double[] known(SmallTable table, int feature) {
        double[] values = new double[table.known()];
        int n = 0;
        for (int r = 0; r < table.known(); r++) {
            float v = table.x()[r][feature];
            if (!Float.isNaN(v)) {
                values[n++] = v;
            }
        }
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The first place whose value is not below v, or is above it. */
    private static int first(double[] sorted, double v, boolean above) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < v || above && sorted[middle] == v) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
