package dyp.labs.context;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Made-up tables are sound, of many kinds, and the same for the same key. */
class PriorTest {
    private static final List<SmallTable> TABLES = IntStream.range(0, 400).mapToObj(i -> Prior.table(60, 40, 6, 5, i)).toList();

    @Test
    void theSameKeyGivesTheSameTable() {
        SmallTable a = Prior.table(60, 40, 6, 5, 17), b = TABLES.get(17);
        assertArrayEquals(a.y(), b.y());
        for (int r = 0; r < 60; r++) {
            assertArrayEquals(a.x()[r], b.x()[r]);
        }
        assertFalse(Arrays.deepEquals(a.x(), TABLES.get(18).x()));
    }

    @Test
    void everyAskedClassIsKnown() {
        for (SmallTable t : TABLES) {
            Set<Integer> known = new HashSet<>();
            for (int r = 0; r < t.known(); r++) {
                known.add(t.y()[r]);
            }
            assertEquals(t.classes(), known.size());
            assertTrue(t.classes() >= 2 && t.classes() <= ContextNetwork.CLASSES);
            for (int r = 0; r < t.y().length; r++) {
                assertTrue(known.contains(t.y()[r]) && t.y()[r] < t.classes());
            }
        }
    }

    @Test
    void cellsAreNumbersOrMissing() {
        for (SmallTable t : TABLES) {
            for (float[] row : t.x()) {
                for (float v : row) {
                    assertFalse(Float.isInfinite(v));
                }
            }
        }
    }

    /** Missing cells, categories, empty columns, two classes and many, even and uneven ones: all are there, and none is the rule. */
    @Test
    void thereAreAllKinds() {
        int lacking = 0, categorical = 0, empty = 0, two = 0, many = 0, uneven = 0;
        for (SmallTable t : TABLES) {
            boolean nan = false, few = false, one = false;
            for (int f = 0; f < 6; f++) {
                Set<Float> values = new HashSet<>();
                for (float[] row : t.x()) {
                    values.add(row[f]);
                }
                nan |= values.contains(Float.NaN);
                few |= values.size() > 1 && values.size() <= 7;
                one |= values.size() == 1;
            }
            lacking += nan ? 1 : 0;
            categorical += few ? 1 : 0;
            empty += one ? 1 : 0;
            two += t.classes() == 2 ? 1 : 0;
            many += t.classes() > 4 ? 1 : 0;
            long first = Arrays.stream(t.y()).filter(y -> y == 0).count();
            uneven += t.classes() == 2 && (first < 15 || first > 45) ? 1 : 0;
        }
        for (int n : new int[] {lacking, categorical, empty, two, many, uneven}) {
            assertTrue(n >= 20 && n <= 300, "of 400 tables: lacking " + lacking + ", categorical " + categorical + ", empty " + empty + ", two classes " + two + ", many " + many + ", uneven " + uneven);
        }
    }

    /** A table can be learned from: the nearest known row has the right class more often than chance, on average over all. */
    @Test
    void neighboursTellSomething() {
        double right = 0, chance = 0;
        for (SmallTable t : TABLES) {
            float[] c = new float[60 * 6 * Cells.CHANNELS];
            Cells.write(t, c, 0);
            int[] counts = new int[ContextNetwork.CLASSES];
            for (int r = 0; r < 40; r++) {
                counts[t.y()[r]]++;
            }
            for (int q = 40; q < 60; q++) {
                int nearest = 0;
                double best = Double.MAX_VALUE;
                for (int r = 0; r < 40; r++) {
                    double d = 0;
                    for (int f = 0; f < 6; f++) {
                        d += Math.pow(c[(f * 60 + q) * Cells.CHANNELS + 1] - c[(f * 60 + r) * Cells.CHANNELS + 1], 2);
                    }
                    if (d < best) {
                        best = d;
                        nearest = r;
                    }
                }
                right += t.y()[q] == t.y()[nearest] ? 1 : 0;
                chance += Math.pow(counts[t.y()[q]] / 40.0, 1);
            }
        }
        assertTrue(right > 1.15 * chance, right + " of 8000 right; by chance " + chance);
    }
}
