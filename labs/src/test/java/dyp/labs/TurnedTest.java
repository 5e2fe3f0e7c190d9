package dyp.labs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.tensor.NDArray;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pictures by quarter turns. */
class TurnedTest {
    private static final int N = 40;

    /** What each turn makes of the rows 1 2 3, 4 5 6, 7 8 9, counted by hand. */
    private static final float[][] TURNS = {
        {1, 2, 3, 4, 5, 6, 7, 8, 9}, {3, 6, 9, 2, 5, 8, 1, 4, 7}, {9, 8, 7, 6, 5, 4, 3, 2, 1}, {7, 4, 1, 8, 5, 2, 9, 6, 3}
    };

    private static Dataset pictures() {
        float[] pixels = new float[9 * N];
        Arrays.setAll(pixels, i -> i % 9 + 1);
        return Dataset.of(NDArray.of(pixels, N, 3, 3, 1), NDArray.of(IntStream.range(0, N).map(i -> i % 5).toArray()));
    }

    @Test
    void theLabelNamesClassAndTurn() {
        Batch turned = Turned.of(pictures(), 1).toArrays();
        int[] seen = new int[Turned.TURNS];
        for (int i = 0; i < N; i++) {
            int label = (int) turned.y().at(i);
            assertEquals(i % 5, label / Turned.TURNS);
            assertArrayEquals(TURNS[label % Turned.TURNS], Arrays.copyOfRange(turned.x().floats(), 9 * i, 9 * i + 9));
            seen[label % Turned.TURNS]++;
        }
        assertEquals(0, Arrays.stream(seen).filter(n -> n == 0).count(), () -> "turns seen: " + Arrays.toString(seen));
    }

    @Test
    void theSeedSaysHowTheyAreTurned() {
        float[] once = Turned.of(pictures(), 1).toArrays().x().floats();
        assertArrayEquals(once, Turned.of(pictures(), 1).toArrays().x().floats());
        assertFalse(Arrays.equals(once, Turned.of(pictures(), 2).toArrays().x().floats()));
    }
}
