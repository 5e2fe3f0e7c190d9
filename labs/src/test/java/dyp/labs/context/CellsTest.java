package dyp.labs.context;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the network sees of a cell comes from the known rows, and is the same in any unit. */
class CellsTest {
    private static float[][] cells(float[][] x, int known) {
        float[] all = new float[x.length * x[0].length * Cells.CHANNELS];
        Cells.write(new SmallTable(x, new int[x.length], known, 2), all, 0);
        float[][] cells = new float[all.length / Cells.CHANNELS][];
        Arrays.setAll(cells, i -> Arrays.copyOfRange(all, i * Cells.CHANNELS, (i + 1) * Cells.CHANNELS));
        return cells;
    }

    @Test
    void valueRankMissingAndShareByHand() {
        float[][] c = cells(new float[][] {{1}, {3}, {3}, {5}, {Float.NaN}, {9}}, 5);
        // Mean 3, deviation sqrt(2); one of four below 3, two equal to it.
        assertArrayEquals(new float[] {-1.4142f, -0.75f, 0, 0.25f}, c[0], 1e-4f);
        assertArrayEquals(new float[] {0, 0, 0, 0.5f}, c[1], 1e-4f);
        assertArrayEquals(new float[] {0, 0, 1, 0}, c[4]);
        assertArrayEquals(new float[] {4.2426f, 1, 0, 0}, c[5], 1e-4f);
    }

    @Test
    void askedRowsDoNotCount() {
        float[][] a = cells(new float[][] {{1, 2}, {4, 3}, {2, 7}, {100, 5}}, 3);
        float[][] b = cells(new float[][] {{1, 2}, {4, 3}, {2, 7}, {-9, Float.NaN}}, 3);
        for (int i : new int[] {0, 1, 2, 4, 5, 6}) {
            assertArrayEquals(a[i], b[i]);
        }
    }

    @Test
    void unitsDoNotCount() {
        float[][] x = {{1, 0}, {4, 1}, {2, 0}, {8, 1}};
        float[][] y = {{1001, 0}, {1004, -3}, {1002, 0}, {1008, -3}};
        float[][] a = cells(x, 3), b = cells(y, 3);
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(a[i], b[i], 1e-3f);
        }
        assertEquals(-a[5][0], b[5][0], 1e-4, "a turned scale turns the sign");
    }

    @Test
    void oneValueThroughoutSaysNothing() {
        for (float[] c : cells(new float[][] {{0.1f}, {0.1f}, {0.1f}, {0.1f}}, 3)) {
            assertArrayEquals(new float[] {0, 0, 0, 1}, c);
        }
    }

    @Test
    void nothingKnownOfAColumnIsNoTrouble() {
        float[][] c = cells(new float[][] {{Float.NaN}, {Float.NaN}, {7}}, 2);
        assertTrue(Arrays.stream(c).allMatch(v -> Float.isFinite(v[0]) && Float.isFinite(v[1])));
        assertArrayEquals(new float[] {0, 0, 0, 0}, c[2]);
    }
}
