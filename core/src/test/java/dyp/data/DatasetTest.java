package dyp.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DatasetTest {
    /** Row i is (i, i + 0.25, i + 0.5) with label i % 3, so that every copied row shows where it came from. */
    static Dataset numbered(int rows) {
        NDArray x = NDArray.generate(Shape.of(rows, 3), i -> i / 3 + i % 3 * 0.25);
        return Dataset.of(x, NDArray.of(IntStream.range(0, rows).map(i -> i % 3).toArray()));
    }

    static int[] rows(Dataset data) {
        return IntStream.range(0, data.size()).map(data::sourceRow).toArray();
    }

    @Test
    void shapesAndTypes() {
        Dataset data = Dataset.of(NDArray.zeros(Shape.of(4, 28, 28, 1)), NDArray.zeros(Shape.of(4, 10)));
        assertEquals(4, data.size());
        assertEquals(Shape.of(28, 28, 1), data.sampleShape());
        assertEquals(Shape.of(10), data.targetShape());
        assertEquals(DType.FLOAT32, data.targetType());
        assertEquals("4 samples of (28, 28, 1) with targets float32 (10,)", data.toString());
        assertEquals(Shape.SCALAR, numbered(4).targetShape());
        assertEquals(DType.INT32, numbered(4).targetType());
    }

    /** Inputs, target and weights go together through shuffling, cutting and batching. */
    @Test
    void severalInputsAndWeightsStayInLine() {
        NDArray a = NDArray.generate(Shape.of(7, 2), i -> i / 2);
        NDArray b = NDArray.of(new int[] {0, 1, 2, 3, 4, 5, 6});
        Dataset data = Dataset.of(List.of(a, b), NDArray.of(new int[] {0, 1, 0, 1, 0, 1, 0}))
                .weighted(NDArray.generate(Shape.of(7), i -> i + 0.5));
        assertEquals("[x0, x1, y, w]", data.fields().stream().map(Field::name).toList().toString());
        for (Batch batch : data.shuffle(3).skip(1).batch(4)) {
            for (int i = 0; i < batch.size(); i++) {
                int row = (int) batch.inputs().get(1).at(i);
                assertEquals(row, batch.x().get(i, 1));
                assertEquals(row % 2, batch.y().at(i));
                assertEquals(row + 0.5, batch.weights().at(i));
            }
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertMessage("A dataset needs one array of samples", () -> Dataset.of(List.of(), NDArray.of(new int[2])));
        assertMessage("x0 has 2 rows, but x1 has 3: every sample needs one of each input.",
                () -> Dataset.of(List.of(NDArray.of(new int[2]), NDArray.of(new int[3])), NDArray.of(new int[2])));
        assertMessage("x has 2 rows, but w has 3: every sample needs one weight.",
                () -> Dataset.of(NDArray.of(new int[2]), NDArray.of(new int[2])).weighted(NDArray.zeros(Shape.of(3))));
        assertMessage("x has 60,000 rows, but y has 10,000: every sample needs one target. Their shapes are (60000, 2) and"
                + " (10000,); the first axis must be equal.",
                () -> Dataset.of(NDArray.zeros(Shape.of(60_000, 2)), NDArray.of(new int[10_000])));
        assertMessage("The first axis of x counts the samples, but x has shape ().",
                () -> Dataset.of(NDArray.scalar(1), NDArray.scalar(1)));
    }

    @Test
    void viewsKeepTheOrder() {
        Dataset data = numbered(10);
        assertArrayEquals(new int[] {0, 1, 2}, rows(data.take(3)));
        assertArrayEquals(new int[] {8, 9}, rows(data.skip(8)));
        assertArrayEquals(new int[] {4, 5}, rows(data.skip(2).rows(2, 4)));
        assertEquals(10, data.take(100).size());
        assertEquals(0, data.skip(100).size());
        assertMessage("Rows 5 to 11 (exclusive) were asked for, but the dataset has rows 0 to 10 (exclusive).",
                () -> data.rows(5, 11));
        assertMessage("Rows 5 to 4", () -> data.rows(5, 4));
        assertMessage("Rows 2,147,483,647 to", () -> data.rows(Integer.MAX_VALUE, Integer.MIN_VALUE));
        assertMessage("must be 0 or more, but -1", () -> data.take(-1));
        assertMessage("Rows 3 to 4", () -> data.take(3).sourceRow(3));
    }

    @Test
    void shuffleIsAPermutationThatDependsOnSeedEpochAndSizeAlone() {
        Dataset data = numbered(1021);
        int[] order = rows(data.shuffle(42));
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertArrayEquals(rows(data), sorted);
        assertArrayEquals(order, rows(data.shuffle(42)));
        assertArrayEquals(order, rows(data.shuffle(42, 0)));
        assertNotEquals(Arrays.toString(order), Arrays.toString(rows(data.shuffle(43))));
        assertNotEquals(Arrays.toString(order), Arrays.toString(rows(data.shuffle(42, 1))));
        assertNotEquals(Arrays.toString(order), Arrays.toString(rows(data.shuffle(42L << 32))));
        assertArrayEquals(rows(data), rows(numbered(1021)), "the dataset itself stays as it was");
    }

    /** The order that a few lines of Python give by the same rule: a seed must mean the same in every later version. */
    @Test
    void shuffleIsFixedForever() {
        assertArrayEquals(new int[] {5, 7, 2, 11, 3, 4, 8, 0, 10, 1, 9, 6}, rows(numbered(12).shuffle(42, 3)));
    }

    @Test
    void shuffledViewsCompose() {
        Dataset part = numbered(100).shuffle(1).skip(90);
        int[] before = rows(part);
        int[] after = rows(part.shuffle(2));
        assertNotEquals(Arrays.toString(before), Arrays.toString(after));
        Arrays.sort(before);
        Arrays.sort(after);
        assertArrayEquals(before, after);
    }

    @Test
    void shuffleFavoursNoPlace() {
        int[][] seen = new int[6][6];
        int trials = 6000;
        for (int seed = 0; seed < trials; seed++) {
            int[] order = rows(numbered(6).shuffle(seed));
            for (int i = 0; i < 6; i++) {
                seen[order[i]][i]++;
            }
        }
        // Expected 1000 with a deviation of 29; 5 deviations.
        for (int[] row : seen) {
            for (int count : row) {
                assertEquals(1000, count, 145, Arrays.deepToString(seen));
            }
        }
    }

    @Test
    void toArraysFollowsTheOrder() {
        Dataset data = numbered(7).shuffle(5);
        Batch all = data.toArrays();
        assertEquals(Shape.of(7, 3), all.x().shape());
        assertEquals(Shape.of(7), all.y().shape());
        for (int i = 0; i < 7; i++) {
            assertEquals(data.sourceRow(i) + 0.5, all.x().get(i, 2));
            assertEquals(data.sourceRow(i) % 3, all.y().get(i));
        }
    }

    @Test
    void batchesCoverAllAndTheLastIsSmaller() {
        Batches batches = numbered(10).batch(4);
        assertEquals(3, batches.count());
        List<Batch> list = new ArrayList<>();
        batches.forEach(list::add);
        assertEquals(List.of(4, 4, 2), list.stream().map(Batch::size).toList());
        assertArrayEquals(new int[] {2, 0}, list.get(2).y().ints());
        assertEquals(9.25, list.get(2).x().get(1, 1));
        assertEquals(2, batches.dropRemainder().count());
        assertEquals(2, numbered(8).batch(4).count());
        assertEquals(0, numbered(0).batch(4).count());
        assertThrows(NoSuchElementException.class, () -> numbered(0).batch(4).iterator().next());
        assertMessage("A batch holds 1 sample or more, but 0 was asked for.", () -> numbered(1).batch(0));
        assertEquals(1, numbered(3).batch(Integer.MAX_VALUE).count());
    }

    @Test
    void batchesMayBeKeptUnlessMemoryIsReused() {
        var own = numbered(8).batch(4).iterator();
        assertNotSame(own.next(), own.next());
        Batches reusing = numbered(10).batch(4).reusingMemory();
        var shared = reusing.iterator();
        Batch first = shared.next();
        assertSame(first, shared.next());
        assertEquals(4, first.x().get(0, 0));
        assertEquals(2, shared.next().size());
        assertEquals(2, reusing.dropRemainder().count());
    }

    static void assertMessage(String expected, Executable code) {
        String message = assertThrows(DypException.class, code).getMessage();
        assertTrue(message.contains(expected), () -> "expected: " + expected + "\nbut was: " + message);
    }
}
