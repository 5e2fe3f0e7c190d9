package dyp.data;

import static dyp.data.DatasetTest.assertMessage;
import static dyp.data.DatasetTest.numbered;
import static dyp.data.DatasetTest.rows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartsTest {
    @Test
    void sizesAreThoseOfLargestRemainders() {
        assertArrayEquals(new int[] {42_000, 14_000, 14_000}, Parts.sizes(70_000, 0.6, 0.2, 0.2));
        assertArrayEquals(new int[] {461, 154, 153}, Parts.sizes(768, 0.6, 0.2, 0.2));
        assertArrayEquals(new int[] {4, 3, 3}, Parts.sizes(10, 1 / 3.0, 1 / 3.0, 1 / 3.0));
        assertArrayEquals(new int[] {29, 71}, Parts.sizes(100, 0.29, 0.71));
        assertArrayEquals(new int[] {1}, Parts.sizes(1, 1));
        // Fractions that miss 1 by a rounding error must not lose rows of a large set.
        int[] tenths = Parts.sizes(2_000_000_000, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.0999999);
        assertEquals(2_000_000_000, Arrays.stream(tenths).sum());
    }

    @Test
    void splitKeepsTheOrder() {
        List<Dataset> parts = numbered(10).split(0.5, 0.3, 0.2);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, rows(parts.get(0)));
        assertArrayEquals(new int[] {5, 6, 7}, rows(parts.get(1)));
        assertArrayEquals(new int[] {8, 9}, rows(parts.get(2)));
        Split split = numbered(10).splitTrainValidationTest();
        assertEquals(6, split.train().size());
        assertArrayEquals(new int[] {6, 7}, rows(split.validation()));
        assertArrayEquals(new int[] {8, 9}, rows(split.test()));
    }

    @Test
    void refusesFractionsThatMakeNoSense() {
        Dataset data = numbered(10);
        assertMessage("must each be above 0 and add up to 1, but [0.6, 0.2, 0.3] came, which add up to 1.1.",
                () -> data.split(0.6, 0.2, 0.3));
        assertMessage("add up to 1, but [0.8] came", () -> data.split(0.8));
        assertMessage("but [] came", data::split);
        assertMessage("above 0", () -> data.split(1.5, -0.5));
        assertMessage("above 0", () -> data.split(Double.NaN, 0.5));
        assertMessage("above 0", () -> data.split(Double.POSITIVE_INFINITY, 0.5));
        assertMessage("add up to 1", () -> data.stratified(1, 0.5, 0.4));
        assertMessage("2 rows split by [0.6, 0.2, 0.2] leave part 3 (counted from 1) empty. Use more rows or fewer parts.",
                () -> data.take(2).splitTrainValidationTest());
        assertMessage("0 rows split by [1.0] leave part 1", () -> data.take(0).stratified(1, 1));
    }

    @Test
    void stratifiedKeepsEachClassesShare() {
        int[] labels = IntStream.range(0, 100).map(i -> i % 10 == 0 ? 1 : 0).toArray();
        Dataset data = Dataset.of(NDArray.zeros(Shape.of(100, 1)), NDArray.of(labels));
        List<Dataset> parts = data.stratified(3, 0.6, 0.2, 0.2);
        assertArrayEquals(new int[] {54, 6}, parts.get(0).classCounts());
        assertArrayEquals(new int[] {18, 2}, parts.get(1).classCounts());
        assertArrayEquals(new int[] {18, 2}, parts.get(2).classCounts());
        assertArrayEquals(rows(parts.get(0)), rows(data.stratified(3, 0.6, 0.2, 0.2).get(0)));
        assertNotEquals(Arrays.toString(rows(parts.get(0))), Arrays.toString(rows(data.stratified(4, 0.6, 0.2, 0.2).get(0))));
    }

    /** Each class alone would round the same way; together the parts must still come out near their share. */
    @Test
    void roundingsOfManySmallClassesDoNotAddUp() {
        int[] labels = IntStream.range(0, 700).map(i -> i % 100).toArray();
        Dataset data = Dataset.of(NDArray.zeros(Shape.of(700, 1)), NDArray.of(labels));
        List<Dataset> parts = data.stratified(1, 0.6, 0.2, 0.2);
        assertEquals(420, parts.get(0).size(), 1);
        assertEquals(140, parts.get(1).size(), 1);
        assertEquals(140, parts.get(2).size(), 1);
    }

    @Test
    void aClassWithEnoughSamplesIsInEveryPart() {
        int[] labels = IntStream.range(0, 103).map(i -> i < 100 ? 0 : 1).toArray();
        Dataset data = Dataset.of(NDArray.zeros(Shape.of(103, 1)), NDArray.of(labels));
        for (Dataset part : data.stratified(9, 0.9, 0.05, 0.05)) {
            assertEquals(1, part.classCounts()[1]);
        }
    }

    @Test
    void stratifiedOnRandomData() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int n = 30 + random.nextInt(400);
            int classes = 1 + random.nextInt(8);
            int[] labels = random.ints(n, 0, classes).map(c -> c * c / classes).toArray();
            double[] fractions = random.doubles(2 + random.nextInt(3), 0.2, 1).toArray();
            double sum = Arrays.stream(fractions).sum();
            Arrays.setAll(fractions, i -> fractions[i] / sum);
            Dataset data = Dataset.of(NDArray.zeros(Shape.of(n, 1)), NDArray.of(labels)).shuffle(seed);
            checkParts(data, data.stratified(seed, fractions), fractions, "seed " + seed);
            int[] together = data.split(fractions).stream().flatMapToInt(p -> Arrays.stream(rows(p))).toArray();
            assertArrayEquals(rows(data), together, "seed " + seed);
        }
    }

    private static void checkParts(Dataset data, List<Dataset> parts, double[] fractions, String seed) {
        int[] together = parts.stream().flatMapToInt(p -> Arrays.stream(rows(p))).sorted().toArray();
        assertArrayEquals(Arrays.stream(rows(data)).sorted().toArray(), together, seed);
        int[] counts = data.classCounts();
        for (int part = 0; part < fractions.length; part++) {
            int[] got = Arrays.copyOf(parts.get(part).classCounts(), counts.length);
            assertEquals(data.size() * fractions[part], parts.get(part).size(), 3, seed);
            for (int c = 0; c < counts.length; c++) {
                double share = counts[c] * fractions[part];
                // One sample for every part may come first where there are few.
                boolean near = Math.abs(got[c] - share) < 1 || counts[c] * 0.05 < 1;
                assertTrue(near, seed + ", class " + c + ": " + got[c] + " of " + share);
                boolean present = got[c] > 0 || counts[c] < fractions.length;
                assertTrue(present, seed + ", class " + c + " is missing from part " + part);
            }
        }
    }

    @Test
    void classesMayBeFloatsColumnsOrOneHot() {
        NDArray x = NDArray.zeros(Shape.of(4, 1));
        assertArrayEquals(new int[] {1, 3}, Dataset.of(x, NDArray.of(new float[] {0, 1, 1, 1})).classCounts());
        assertArrayEquals(new int[] {1, 3}, Dataset.of(x, NDArray.of(new float[] {0, 1, 1, 1}, 4, 1)).classCounts());
        assertArrayEquals(new int[] {1, 0, 3},
                Dataset.of(x, NDArray.of(new float[] {0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1}, 4, 3)).classCounts());
        assertArrayEquals(new int[0], Dataset.of(x, NDArray.of(new int[4])).take(0).classCounts());
    }

    @Test
    void refusesTargetsThatAreNoClasses() {
        NDArray x = NDArray.zeros(Shape.of(2, 1));
        assertMessage("Each target must be one class number, whole and 0 or more, to count or share out classes; but y holds"
                + " 0.5 at row 1. Use split(...) where the targets are no classes.",
                () -> Dataset.of(x, NDArray.of(new float[] {1, 0.5f})).classCounts());
        assertMessage("y holds -1 at row 0.", () -> Dataset.of(x, NDArray.of(new int[] {-1, 3})).classCounts());
        assertMessage("y holds 2147483647 at row 1",
                () -> Dataset.of(x, NDArray.of(new int[] {1, Integer.MAX_VALUE})).classCounts());
        assertMessage("y holds NaN at row 0", () -> Dataset.of(x, NDArray.of(new float[] {Float.NaN, 3})).stratified(1, 1));
        assertMessage("Each target of (2,) must be one-hot (a single 1, the rest 0), to count or share out classes; but y"
                + " holds 1.0 at row 1, position (1)", () -> Dataset.of(x, NDArray.of(new float[] {1, 0, 1, 1}, 2, 2)).classCounts());
        assertMessage("y holds 0.0 at row 0, position (0)", () -> Dataset.of(x, NDArray.zeros(Shape.of(2, 2))).classCounts());
    }
}
