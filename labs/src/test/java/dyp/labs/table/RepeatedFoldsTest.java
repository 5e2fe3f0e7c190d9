package dyp.labs.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.labs.table.RepeatedFolds.Turn;
import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatedFoldsTest {
    private static final int[] CLASSES = IntStream.range(0, 53).map(i -> i % 3 == 0 ? 1 : 0).toArray();

    @Test
    void inEachRepeatEveryRowIsJudgedOnce() {
        List<Turn> turns = new RepeatedFolds(5, 4, 1).of(CLASSES);
        assertEquals(20, turns.size());
        for (int repeat = 0; repeat < 4; repeat++) {
            int[] judged = new int[53];
            for (Turn t : turns.subList(repeat * 5, repeat * 5 + 5)) {
                assertEquals(repeat, t.repeat());
                Arrays.stream(t.test()).forEach(r -> judged[r]++);
                int[] both = IntStream.concat(Arrays.stream(t.train()), Arrays.stream(t.test())).sorted().toArray();
                assertArrayEquals(IntStream.range(0, 53).toArray(), both, "no row in both parts, none in neither");
                int sick = Arrays.stream(t.test()).map(r -> CLASSES[r]).sum();
                assertTrue(sick == 3 || sick == 4, "18 of class 1 over 5 folds, but " + sick);
            }
            assertTrue(Arrays.stream(judged).allMatch(n -> n == 1));
        }
        assertFalse(Arrays.equals(turns.get(0).test(), turns.get(5).test()), "other folds each time");
    }

    @Test
    void theSeedDecides() {
        assertArrayEquals(new RepeatedFolds(5, 2, 3).of(CLASSES).get(7).train(), new RepeatedFolds(5, 2, 3).of(CLASSES).get(7).train());
        assertFalse(Arrays.equals(new RepeatedFolds(5, 2, 3).of(CLASSES).get(7).train(), new RepeatedFolds(5, 2, 4).of(CLASSES).get(7).train()));
    }

    @Test
    void whatCannotBeFoldedIsSaid() {
        assertTrue(assertThrows(DypException.class, () -> new RepeatedFolds(1, 2, 3)).getMessage().contains("1 folds and 2 repeats"));
        assertThrows(DypException.class, () -> new RepeatedFolds(5, 0, 3));
    }
}
