package dyp.labs.ecg;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts beats out of records: a window around each R wave, of a signal without baseline wandering and without what is above 40 Hz, resampled, and
 * divided by the size of the record's usual R wave.
 *
 * <p>A second channel tells of the rhythm, which a single beat does not show: how far the cycle has come at each moment, as the time since the last R
 * wave over the record's usual interval. Just before a regular beat it is 1, before a premature one 0.7.
 *
 * @param frequency points per second of what is cut
 * @param before seconds before the R wave
 * @param after seconds after it
 */
public record BeatCutter(double frequency, double before, double after) {
    private static final double HIGHEST = 40;
    private static final double LONGEST_CYCLE = 2;
    private static final int FEWEST = 3;
    /** Seconds that the filters look to each side: the two medians, and the sinc at 40 Hz. */
    static final double REACH = 0.5;

    /** P, QRS and T at any usual rate: 100 points at 125 Hz. */
    public static BeatCutter usual() {
        return new BeatCutter(125, 0.3, 0.5);
    }

    public BeatCutter {
        if (!(frequency >= 50 && frequency <= 1000 && before > 0 && after > 0)) {
            throw new DypException("Beats are cut at 50 to 1000 points a second, with some time before and after, but " + frequency + ", " + before + " and " + after + " came.");
        }
    }

    /** Points of a beat. */
    public int length() {
        return (int) Math.round((before + after) * frequency);
    }

    /** A record's beats that lie in it as a whole, no sample missing; {@code at} is where the R wave is, in the record's samples. */
    record Cut(Beats beats, int[] at) {}

    /**
     * The beats of all records, record after record.
     *
     * @param classes the kinds' names
     * @throws DypException where none of the records has a beat that can be cut
     */
    public Beats cut(List<EcgRecord> records, List<String> classes) {
        List<Beats> all = records.stream().filter(r -> r.peaks().length >= FEWEST).map(r -> cut(r, classes).beats).filter(b -> b.size() > 0).toList();
        if (all.isEmpty()) {
            throw new DypException("There is no beat of a known kind in " + records.size() + " records. Check the annotations.");
        }
        return Beats.joined(all);
    }

    /** The beats of one record, whose usual interval and size are those of all of it. */
    private Cut cut(EcgRecord record, List<String> classes) {
        return cut(record, classes, 1);
    }

    /**
     * The beats of one record.
     *
     * @param known the share of the record, from its beginning, that its usual interval and size are found in
     * @throws DypException where it has too few to say what its usual interval is
     */
    Cut cut(EcgRecord record, List<String> classes, double known) {
        int first = (int) IntStream.of(record.peaks()).filter(p -> p < known * record.signal().length).count();
        if (first < FEWEST) {
            throw new DypException("The record " + record.patient() + " has " + first + " annotated beats to begin with, but " + FEWEST
                    + " or more are needed. Check that its annotations are of beats (signs as N, A, V), or give another record.");
        }
        double ratio = frequency / record.frequency();
        float[] level = Filters.withoutBaseline(Filters.resampled(Filters.filled(record.signal()), record.frequency(), frequency, HIGHEST), frequency);
        double usual = median(Arrays.copyOf(record.intervals(), first - 1));
        double size = median(IntStream.of(record.peaks()).limit(first).mapToDouble(p -> Math.abs(around(level, p * ratio))).toArray());
        List<float[]> rows = new ArrayList<>();
        List<Integer> kinds = new ArrayList<>(), places = new ArrayList<>();
        for (int i = 1; i < record.peaks().length; i++) {
            // The first beat has nobody before it.
            int begin = (int) Math.round(record.peaks()[i] * ratio) - (int) Math.round(before * frequency);
            if (record.kinds()[i] >= 0 && begin >= 0 && begin + length() <= level.length && whole(record, begin / ratio, (begin + length()) / ratio)) {
                rows.add(row(level, begin, size, record, i, usual * record.frequency()));
                kinds.add(record.kinds()[i]);
                places.add(record.peaks()[i]);
            }
        }
        float[] x = new float[rows.size() * length() * 2];
        for (int r = 0; r < rows.size(); r++) {
            System.arraycopy(rows.get(r), 0, x, r * length() * 2, length() * 2);
        }
        Beats beats = new Beats(NDArray.of(x, rows.size(), length(), 2), NDArray.of(kinds.stream().mapToInt(k -> k).toArray(), rows.size()),
                rows.stream().map(_ -> record.patient()).toList(), classes, frequency);
        return new Cut(beats, places.stream().mapToInt(p -> p).toArray());
    }

    private float[] row(float[] level, int first, double size, EcgRecord record, int beat, double usual) {
        float[] row = new float[length() * 2];
        int last = beat;
        while (last > 0 && record.peaks()[last] > first * record.frequency() / frequency) {
            last--;
        }
        for (int i = 0; i < length(); i++) {
            double now = (first + i) * record.frequency() / frequency;
            // Beats after this one are not known yet when it is judged.
            while (last < beat && record.peaks()[last + 1] <= now) {
                last++;
            }
            row[2 * i] = (float) (level[first + i] / Math.max(size, 1e-3));
            row[2 * i + 1] = (float) Math.min(LONGEST_CYCLE, Math.max(0, now - record.peaks()[last]) / usual);
        }
        return row;
    }

    /** Whether no sample is missing in between. */
    private static boolean whole(EcgRecord record, double from, double to) {
        for (int i = (int) from; i < Math.min(to, record.signal().length); i++) {
            if (Float.isNaN(record.signal()[i])) {
                return false;
            }
        }
        return true;
    }

    /** The largest excursion within 40 ms. */
    private double around(float[] level, double at) {
        int reach = (int) Math.round(0.04 * frequency), middle = (int) Math.round(at);
        double best = 0;
        for (int i = Math.max(0, middle - reach); i <= Math.min(level.length - 1, middle + reach); i++) {
            best = Math.abs(level[i]) > Math.abs(best) ? level[i] : best;
        }
        return best;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
