package dyp.labs.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.tensor.DypException;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final double[][] TWO = {{0.9, 0.1}, {0.4, 0.6}, {0.7, 0.3}, {0.2, 0.8}};

    @Test
    void twoClassesByHand() {
        int[] y = {0, 0, 1, 1};
        assertEquals(0.5, Verdicts.accuracy(TWO, y));
        assertEquals(0.75, Verdicts.auroc(TWO, y), 1e-12);
        assertArrayEquals(new int[][] {{1, 1}, {1, 1}}, Verdicts.confusion(TWO, y));
    }

    @Test
    void threeClassesAreTheMeanOfEachAgainstTheRest() {
        double[][] p = {{0.8, 0.1, 0.1}, {0.2, 0.5, 0.3}, {0.3, 0.4, 0.3}, {0.5, 0.2, 0.3}};
        // Class 0: right 1.0; class 1: one of one above all three; class 2: rows 2 and 3 against 0 and 1, equal scores half.
        int[] y = {0, 1, 2, 2};
        assertEquals((1 + 1 + (1 + 0.5 + 1 + 0.5) / 4) / 3, Verdicts.auroc(p, y), 1e-6);
        assertThrows(DypException.class, () -> Verdicts.auroc(p, new int[] {0, 0, 1, 1}));
    }
}
