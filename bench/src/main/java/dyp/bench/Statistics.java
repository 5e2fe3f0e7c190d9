package dyp.bench;

import java.util.Arrays;

/** What is made of repeated measurements. */
final class Statistics {
    private Statistics() {}

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
