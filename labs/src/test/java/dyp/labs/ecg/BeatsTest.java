package dyp.labs.ecg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parts of sets of beats, and how they are judged. */
class BeatsTest {
    /** 30 patients of 20 beats; every third has a rare kind. */
    private static Beats beats() {
        int n = 600;
        int[] y = IntStream.range(0, n).map(i -> i / 20 % 3 == 0 && i % 4 == 0 ? 1 : 0).toArray();
        List<String> patients = IntStream.range(0, n).mapToObj(i -> "p" + i / 20).toList();
        return new Beats(NDArray.generate(Shape.of(n, 5, 2), i -> i), NDArray.of(y), patients, List.of("N", "V"), 100);
    }

    @Test
    void nobodyIsInTwoParts() {
        List<Beats> parts = beats().byPatient(3, 0.6, 0.2, 0.2);
        Set<String> seen = new HashSet<>();
        for (Beats part : parts) {
            for (String person : part.people()) {
                assertTrue(seen.add(person), person + " is in two parts");
            }
        }
        assertEquals(30, seen.size());
        assertArrayEquals(new int[] {360, 120, 120}, parts.stream().mapToInt(Beats::size).toArray());
        for (Beats part : parts) {
            assertEquals(50.0 / 600, (double) part.counts()[1] / part.size(), 0.02, part.described());
        }
    }

    @Test
    void rowsKeepTheirOwn() {
        Beats some = beats().rows(21, 0);
        assertEquals(List.of("p1", "p0"), some.patients());
        assertEquals(210, some.x().get(0, 0, 0));
        assertArrayEquals(new float[] {0, 2, 4, 6, 8}, some.curve(1));
        assertEquals(some.size(), Beats.joined(List.of(some.rows(0), some.rows(1))).size());
        assertEquals(some.x(), Beats.joined(List.of(some.rows(0), some.rows(1))).x());
    }

    @Test
    void rareKindsAreLeftOutAndTheOthersNumberedAnew() {
        Beats three = new Beats(NDArray.zeros(Shape.of(7, 4, 1)), NDArray.of(new int[] {0, 1, 2, 2, 0, 2, 0}), List.of(), List.of("N", "F", "V"), 100);
        Beats two = three.withAtLeast(2);
        assertEquals(List.of("N", "V"), two.classes());
        assertArrayEquals(new int[] {0, 1, 1, 0, 1, 0}, two.y().ints());
        String message = assertThrows(DypException.class, () -> three.withAtLeast(4)).getMessage();
        assertTrue(message.contains("3 N, 1 F, 3 V"), message);
    }

    @Test
    void fewPatientsCannotBeSplit() {
        String message = assertThrows(DypException.class, () -> beats().where(i -> i < 40).byPatient(1, 0.6, 0.2, 0.2)).getMessage();
        assertEquals("Beats of 2 patients cannot be split by patient into 3 parts. Give more records.", message);
    }

    @Test
    void alone() {
        float[] curve = beats().alone().curve(17);
        assertEquals(0, IntStream.range(0, 5).mapToDouble(i -> curve[i]).sum(), 1e-5);
        assertEquals(5, IntStream.range(0, 5).mapToDouble(i -> curve[i] * curve[i]).sum(), 1e-4);
        assertArrayEquals(new float[3], Beats.standardized(new float[] {2, 2, 2}));
    }

    /** By hand: of 3 N, 2 V and 1 F, one V is called N and F is called V. */
    @Test
    void scores() {
        double[][] said = {{1, 0, 0}, {1, 0, 0}, {0.6, 0.3, 0.1}, {0.5, 0.4, 0.1}, {0, 1, 0}, {0, 0.7, 0.3}};
        BeatScores s = BeatScores.of(said, NDArray.of(new int[] {0, 0, 0, 1, 1, 2}), 3);
        assertArrayEquals(new int[][] {{3, 0, 0}, {1, 1, 0}, {0, 1, 0}}, s.counts());
        assertEquals(4.0 / 6, s.accuracy(), 1e-12);
        assertEquals(0.75, s.precision(0), 1e-12);
        assertEquals(0.5, s.recall(1), 1e-12);
        assertEquals(0.5, s.f1(1), 1e-12);
        assertEquals(0, s.precision(2), 1e-12);
        assertEquals((6.0 / 7 + 0.5 + 0) / 3, s.macroF1(), 1e-12);
        assertEquals((1 + 0.5 + 0) / 3, s.balancedAccuracy(), 1e-12);
        assertArrayEquals(new int[] {5, 3}, BeatReport.mistakes(said, NDArray.of(new int[] {0, 0, 0, 1, 1, 2}), 2));
        // A kind without beats has no F1, and does not count in the mean.
        assertEquals(1, BeatScores.of(new double[][] {{1, 0}}, NDArray.of(new int[] {0}), 2).macroF1());
        assertEquals(List.of("**mean of the classes**", "41.7 %", "50.0 %", "**45.2 %**", "6"), s.table(List.of("N", "V", "F")).getLast());
        assertEquals(Arrays.asList("F", "0.0 %", "0.0 %", "0.0 %", "1"), s.table(List.of("N", "V", "F")).get(2));
    }
}
