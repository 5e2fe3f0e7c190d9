package dyp.labs.ecg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.labs.ecg.SyntheticEcg.Kind;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Invented hearts beat as physiology says. */
class SyntheticEcgTest {
    private static final List<EcgRecord> RECORDS = new SyntheticEcg(20, 60, 250, 7).records();

    @Test
    void theSameForTheSameSeed() {
        EcgRecord again = new SyntheticEcg(20, 60, 250, 7).record(3), other = new SyntheticEcg(20, 60, 250, 8).record(3);
        assertArrayEquals(RECORDS.get(3).signal(), again.signal());
        assertArrayEquals(RECORDS.get(3).peaks(), again.peaks());
        assertFalse(Arrays.equals(RECORDS.get(3).signal(), other.signal()));
    }

    @Test
    void allKindsOccurAndBlocksOnlyInTheirPatients() {
        for (Kind kind : Kind.values()) {
            assertTrue(RECORDS.stream().anyMatch(r -> IntStream.of(r.kinds()).anyMatch(k -> k == kind.ordinal())), kind + " is missing");
        }
        for (int i = 0; i < RECORDS.size(); i++) {
            int[] kinds = RECORDS.get(i).kinds();
            assertEquals(i % 5 == 4, IntStream.of(kinds).anyMatch(k -> k == Kind.BLOCK.ordinal()), "patient " + i);
            assertEquals(i % 5 != 4, IntStream.of(kinds).anyMatch(k -> k == Kind.NORMAL.ordinal()), "patient " + i);
        }
    }

    /** Intervals before a beat of a kind, over those before usual beats of the same patient that follow a usual beat. */
    private static double[] before(Kind kind) {
        List<Double> ratios = new ArrayList<>();
        for (EcgRecord r : RECORDS) {
            double[] intervals = r.intervals();
            double usual = IntStream.range(1, intervals.length).filter(i -> usual(r, i) && usual(r, i + 1)).mapToDouble(i -> intervals[i]).average().orElseThrow();
            IntStream.range(0, intervals.length).filter(i -> r.kinds()[i + 1] == kind.ordinal()).forEach(i -> ratios.add(intervals[i] / usual));
        }
        return ratios.stream().mapToDouble(d -> d).toArray();
    }

    private static boolean usual(EcgRecord r, int beat) {
        return r.kinds()[beat] == Kind.NORMAL.ordinal() || r.kinds()[beat] == Kind.BLOCK.ordinal();
    }

    @Test
    void prematureBeatsComeEarly() {
        for (Kind early : List.of(Kind.ATRIAL, Kind.VENTRICULAR)) {
            assertTrue(Arrays.stream(before(early)).allMatch(r -> r < 0.93), early + ": " + Arrays.toString(before(early)));
        }
        assertEquals(0.96, Arrays.stream(before(Kind.FUSION)).average().orElseThrow(), 0.03);
    }

    /** After a ventricular beat the pause makes up for what was lost; after an atrial one it does not. */
    @Test
    void pausesAreThoseOfTheirKinds() {
        for (Kind kind : List.of(Kind.ATRIAL, Kind.VENTRICULAR)) {
            List<Double> sums = new ArrayList<>();
            for (EcgRecord r : RECORDS) {
                double[] intervals = r.intervals();
                double usual = IntStream.range(1, intervals.length).filter(i -> usual(r, i) && usual(r, i + 1)).mapToDouble(i -> intervals[i]).average().orElseThrow();
                IntStream.range(0, intervals.length - 1).filter(i -> r.kinds()[i + 1] == kind.ordinal()).forEach(i -> sums.add((intervals[i] + intervals[i + 1]) / usual));
            }
            double mean = sums.stream().mapToDouble(d -> d).average().orElseThrow();
            assertEquals(kind == Kind.VENTRICULAR ? 2 : 1.76, mean, 0.06, kind.toString());
        }
    }

    /** How long a beat is far from its baseline around the R wave, in seconds: wide for ventricular and blocked beats. */
    @Test
    void complexesAreAsWideAsTheirKinds() {
        BeatCutter cutter = new BeatCutter(250, 0.3, 0.5);
        Beats beats = cutter.cut(RECORDS, SyntheticEcg.CLASSES);
        double[] width = new double[Kind.values().length];
        int[] counts = beats.counts();
        for (int i = 0; i < beats.size(); i++) {
            float[] curve = beats.curve(i);
            double steep = 0;
            for (int t = 50; t < 110; t++) {
                steep += Math.abs(curve[t]) > 0.15 ? 1 / beats.frequency() : 0;
            }
            width[(int) beats.y().at(i)] += steep / counts[(int) beats.y().at(i)];
        }
        String widths = Arrays.toString(width);
        assertTrue(width[Kind.NORMAL.ordinal()] < 0.1 && width[Kind.ATRIAL.ordinal()] < 0.12, widths);
        assertTrue(width[Kind.VENTRICULAR.ordinal()] > 1.5 * width[Kind.NORMAL.ordinal()], widths);
        assertTrue(width[Kind.BLOCK.ordinal()] > 1.2 * width[Kind.NORMAL.ordinal()], widths);
    }

    /** The equation keeps the waves' heights: with the baseline at rest, R is as high as the patient's. */
    @Test
    void voltagesAreThoseOfAHeart() {
        for (EcgRecord r : RECORDS) {
            double[] sizes = IntStream.of(r.peaks()).filter(p -> p > 50 && p < r.signal().length - 50).mapToDouble(p -> Math.abs(r.signal()[p])).sorted().toArray();
            assertTrue(sizes[sizes.length / 2] > 0.2 && sizes[sizes.length / 2] < 2.5, r.patient() + ": " + sizes[sizes.length / 2] + " mV");
        }
    }

    @Test
    void sizesAreChecked() {
        assertTrue(assertThrows(DypException.class, () -> new SyntheticEcg(0, 60, 250, 1)).getMessage().contains("0 patients"));
        assertThrows(DypException.class, () -> new SyntheticEcg(1, 5, 250, 1));
        assertThrows(DypException.class, () -> new SyntheticEcg(1, 60, 20, 1));
    }
}
