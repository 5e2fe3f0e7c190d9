package dyp.labs.ecg;

import java.util.Arrays;

/** What is done to a lead before beats are cut out of it. */
final class Filters {
    /** Lobes of the windowed sinc to each side. */
    private static final int LOBES = 6;

    private Filters() {}

    /**
     * The signal at other times, without what is above a frequency: each sample is a sum of its neighbours, weighted by a sinc under a Hann window.
     *
     * @param from samples per second
     * @param to samples per second of what is given
     * @param highest hertz: there half is left, well below everything, well above nothing
     */
    static float[] resampled(float[] signal, double from, double to, double highest) {
        float[] out = new float[(int) Math.floor((signal.length - 1) * to / from) + 1];
        double cutoff = Math.min(highest, Math.min(from, to) / 2) / from, reach = LOBES / (2 * cutoff);
        for (int i = 0; i < out.length; i++) {
            double centre = i * from / to, sum = 0, weights = 0;
            int last = Math.min(signal.length - 1, (int) Math.floor(centre + reach));
            for (int n = Math.max(0, (int) Math.ceil(centre - reach)); n <= last; n++) {
                double off = n - centre, x = 2 * Math.PI * cutoff * off;
                double weight = (Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x) * (0.5 + 0.5 * Math.cos(Math.PI * off / reach));
                sum += weight * signal[n];
                weights += weight;
            }
            out[i] = (float) (sum / weights);
        }
        return out;
    }

    /**
     * Without the baseline's wandering, which breath and electrodes make: two moving medians, of 0.2 s, which passes over QRS and P, and of 0.6 s,
     * which passes over T; what is left is the baseline. De Chazal, O'Dwyer and Reilly 2004, "Automatic classification of heartbeats".
     */
    static float[] withoutBaseline(float[] signal, double frequency) {
        float[] baseline = median(median(signal, (int) Math.round(0.2 * frequency)), (int) Math.round(0.6 * frequency));
        float[] level = new float[signal.length];
        for (int i = 0; i < level.length; i++) {
            level[i] = signal[i] - baseline[i];
        }
        return level;
    }

    /** The middle one of the samples around each, fewer at the ends. */
    static float[] median(float[] signal, int width) {
        int half = Math.max(1, width / 2), count = 0;
        float[] sorted = new float[2 * half + 1], out = new float[signal.length];
        for (int i = 0; i < Math.min(half, signal.length); i++) {
            count = insert(sorted, count, signal[i]);
        }
        for (int i = 0; i < signal.length; i++) {
            if (i + half < signal.length) {
                count = insert(sorted, count, signal[i + half]);
            }
            out[i] = count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
            if (i - half >= 0) {
                int at = Arrays.binarySearch(sorted, 0, count, signal[i - half]);
                System.arraycopy(sorted, at + 1, sorted, at, --count - at);
            }
        }
        return out;
    }

    private static int insert(float[] sorted, int count, float value) {
        int at = Arrays.binarySearch(sorted, 0, count, value);
        at = at < 0 ? -1 - at : at;
        System.arraycopy(sorted, at, sorted, at + 1, count - at);
        sorted[at] = value;
        return count + 1;
    }

    /** Missing samples (NaN) as the one before them, or the first that is there. */
    static float[] filled(float[] signal) {
        float[] full = signal.clone();
        float last = 0;
        for (float v : signal) {
            if (!Float.isNaN(v)) {
                last = v;
                break;
            }
        }
        for (int i = 0; i < full.length; i++) {
            last = Float.isNaN(full[i]) ? last : full[i];
            full[i] = last;
        }
        return full;
    }
}
