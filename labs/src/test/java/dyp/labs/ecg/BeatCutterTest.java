package dyp.labs.ecg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From records to beats: filters against signals whose answer is known. */
class BeatCutterTest {
    private static final double RATE = 360;

    private static float[] wave(double hertz, int samples, double rate) {
        float[] wave = new float[samples];
        for (int i = 0; i < samples; i++) {
            wave[i] = (float) Math.sin(2 * Math.PI * hertz * i / rate);
        }
        return wave;
    }

    private static double size(float[] signal) {
        // The ends see less of the signal.
        return IntStream.range(signal.length / 4, signal.length * 3 / 4).mapToDouble(i -> Math.abs(signal[i])).max().orElseThrow();
    }

    @Test
    void resamplingKeepsWhatIsSlowAndDropsWhatIsFast() {
        float[] slow = Filters.resampled(wave(8, 1440, RATE), RATE, 125, 40);
        float[] expected = wave(8, slow.length, 125);
        for (int i = slow.length / 4; i < slow.length * 3 / 4; i++) {
            assertEquals(expected[i], slow[i], 0.02, "point " + i);
        }
        assertEquals(500, slow.length);
        assertEquals(0.5, size(Filters.resampled(wave(40, 1440, RATE), RATE, 125, 40)), 0.06);
        assertTrue(size(Filters.resampled(wave(60, 1440, RATE), RATE, 125, 40)) < 0.03);
    }

    /** Against the definition: sort what is around each sample. */
    @Test
    void median() {
        float[] x = new float[200];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i * 7919 % 101) / 10f;
        }
        float[] fast = Filters.median(x, 24);
        for (int i = 0; i < x.length; i++) {
            float[] around = Arrays.copyOfRange(x, Math.max(0, i - 12), Math.min(x.length, i + 13));
            Arrays.sort(around);
            int n = around.length;
            assertEquals(n % 2 == 1 ? around[n / 2] : (around[n / 2 - 1] + around[n / 2]) / 2, fast[i], "sample " + i);
        }
    }

    @Test
    void theBaselineGoesAndBeatsStay() {
        float[] signal = new float[1250];
        for (int i = 0; i < signal.length; i++) {
            double off = (i % 100 - 50) / 2.0;
            signal[i] = (float) (Math.exp(-off * off / 2) + 0.8 * Math.sin(2 * Math.PI * 0.2 * i / 125) + 0.5);
        }
        float[] level = Filters.withoutBaseline(signal, 125);
        for (int beat = 250; beat < 1000; beat += 100) {
            assertEquals(1, level[beat], 0.1);
            assertEquals(0, level[beat + 50], 0.1);
        }
    }

    /** A spike a second, with one that comes after 0.6 s; the third channel's values follow by hand. */
    private static EcgRecord spikes(int lost) {
        int[] peaks = {360, 720, 1080, 1296, 1656, 2016, 2376};
        float[] signal = new float[2600];
        for (int p : peaks) {
            for (int i = -20; i <= 20; i++) {
                signal[p + i] = (float) (2 * Math.exp(-i * i / 50.0));
            }
        }
        if (lost >= 0) {
            signal[lost] = Float.NaN;
        }
        return new EcgRecord("a", RATE, signal, peaks, new int[] {0, 0, 0, 1, 0, -1, 0});
    }

    @Test
    void beatsLieInTheMiddleAndTellOfTheRhythm() {
        BeatCutter.Cut cut = BeatCutter.usual().cut(spikes(-1), List.of("N", "S"), 1);
        // Not the first, nobody is before it; not the one of no kind.
        assertArrayEquals(new int[] {720, 1080, 1296, 1656, 2376}, cut.at());
        assertArrayEquals(new int[] {0, 0, 1, 0, 0}, cut.beats().y().ints());
        int r = (int) Math.round(0.3 * 125);
        for (int i = 0; i < cut.beats().size(); i++) {
            assertEquals(1, cut.beats().x().get(i, r, 0), 0.12, "R of beat " + i);
            double interval = i == 2 ? 0.6 : 1;
            assertEquals(interval - 1 / 125.0, cut.beats().x().get(i, r - 1, 1), 0.012, "cycle just before beat " + i);
            assertEquals(20 / 125.0, cut.beats().x().get(i, r + 20, 1), 0.012, "cycle after beat " + i);
        }
        assertEquals(100, cut.beats().length());
        assertEquals(List.of("a"), cut.beats().people());
    }

    @Test
    void beatsWithMissingSamplesAreLeftOut() {
        assertArrayEquals(new int[] {720, 1080, 1656, 2376}, BeatCutter.usual().cut(spikes(1300), List.of("N", "S"), 1).at());
    }

    /** No sample of the record is in the windows of two parts. */
    @Test
    void partsInTimeDoNotOverlap() {
        EcgRecord record = new SyntheticEcg(1, 120, 360, 5).record(0);
        BeatCutter cutter = BeatCutter.usual();
        List<Beats> parts = InTime.split(record, cutter, SyntheticEcg.CLASSES, 0.6, 0.2, 0.2);
        int all = cutter.cut(record, SyntheticEcg.CLASSES, 0.6).beats().size(), kept = parts.stream().mapToInt(Beats::size).sum();
        assertTrue(kept < all && kept >= all - 10, kept + " of " + all);
        List<List<String>> rows = new ArrayList<>();
        for (Beats part : parts) {
            rows.add(IntStream.range(0, part.size()).mapToObj(i -> Arrays.toString(part.curve(i))).toList());
        }
        BeatCutter.Cut cut = cutter.cut(record, SyntheticEcg.CLASSES, 0.6);
        double last = -1;
        for (List<String> part : rows) {
            List<Integer> at = IntStream.range(0, all).filter(i -> part.contains(Arrays.toString(cut.beats().curve(i)))).mapToObj(i -> cut.at()[i]).toList();
            assertTrue(at.getFirst() / 360.0 - 0.8 >= last, "begins at " + at.getFirst());
            last = at.getLast() / 360.0 + 1;
        }
    }

    @Test
    void recordsAndCuttersAreChecked() {
        assertThrows(DypException.class, () -> new EcgRecord("a", 0, new float[5], new int[0], new int[0]));
        assertTrue(assertThrows(DypException.class, () -> new EcgRecord("a", 1, new float[5], new int[] {3, 3}, new int[2])).getMessage().contains("beat 1 of a is at 3"));
        assertThrows(DypException.class, () -> new BeatCutter(10, 0.3, 0.5));
        EcgRecord short_ = new EcgRecord("a", RATE, new float[400], new int[] {100, 200}, new int[2]);
        assertTrue(assertThrows(DypException.class, () -> BeatCutter.usual().cut(List.of(short_), List.of("N"))).getMessage().contains("no beat of a known kind"));
        assertThrows(DypException.class, () -> InTime.split(spikes(-1), BeatCutter.usual(), List.of("N", "S"), 0.9, 0.05, 0.05));
    }
}
