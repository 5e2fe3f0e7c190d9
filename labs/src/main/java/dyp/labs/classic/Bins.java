package dyp.labs.classic;

import dyp.tensor.DypException;
import java.util.Arrays;

/**
 * Features as small numbers: those of one feature in a row, so that a tree that looks at few of them finds them together. A feature with at most 256
 * values has a bin for each and loses nothing; one with more has bins of about as many samples.
 *
 * @param at (features, samples), unsigned
 * @param least the smallest value of each bin of each feature
 * @param most the largest
 */
record Bins(byte[][] at, float[][] least, float[][] most) {
    static final int MOST = 256;

    /** @throws DypException where rows are of different widths or hold what is not finite */
    static Bins of(float[][] x) {
        int features = x[0].length;
        Bins bins = new Bins(new byte[features][x.length], new float[features][], new float[features][]);
        float[] values = new float[x.length];
        for (int f = 0; f < features; f++) {
            for (int row = 0; row < x.length; row++) {
                values[row] = x[row][f] == 0 ? 0 : x[row][f]; // -0 is 0
            }
            bins.put(f, values);
        }
        return bins;
    }

    private void put(int feature, float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        float[] low = new float[MOST];
        float[] high = new float[MOST];
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        double size = distinct <= MOST ? 0 : (double) sorted.length / MOST;
        int n = 0;
        int begun = 0;
        low[0] = sorted[0];
        for (int i = 1; i < sorted.length; i++) {
            // Equal values stay together.
            if (sorted[i] != sorted[i - 1] && i - begun >= size && n < MOST - 1) {
                high[n++] = sorted[i - 1];
                low[n] = sorted[i];
                begun = i;
            }
        }
        high[n++] = sorted[sorted.length - 1];
        least[feature] = Arrays.copyOf(low, n);
        most[feature] = Arrays.copyOf(high, n);
        for (int row = 0; row < values.length; row++) {
            int place = Arrays.binarySearch(least[feature], values[row]);
            at[feature][row] = (byte) (place >= 0 ? place : -place - 2);
        }
    }

    int features() {
        return at.length;
    }
}
