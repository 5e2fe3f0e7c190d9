package dyp.labs.context;

import static dyp.nn.Layers.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.nn.Input;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds by the network's make-up holds for any weights; what was learned is asked of the weights that come with the module. */
class ContextClassifierTest {
    /** Two clouds that overlap a little, with a missing cell here and there. */
    private static float[][] rows(int n, int features, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[n][features];
        for (int r = 0; r < n; r++) {
            for (int f = 0; f < features; f++) {
                x[r][f] = (float) (random.nextGaussian() + (r % 2 == 0 ? 0 : f % 3 - 1));
            }
        }
        x[1][0] = Float.NaN;
        return x;
    }

    private static int[] classes(int n) {
        return IntStream.range(0, n).map(r -> r % 2).toArray();
    }

    /** Weights that nobody trained: all of them drawn, and large enough for answers that differ. */
    private static ContextClassifier untrained() {
        ContextNetwork network = new ContextNetwork(16, 2, 24, 2);
        Input cells = input(3, 7, Cells.CHANNELS), told = input(5, ContextNetwork.CLASSES);
        Model model = Model.of(List.of(cells, told), List.of(network.named("context").on(cells, told))).seed(3);
        Map<String, NDArray> weights = new LinkedHashMap<>();
        Random random = new Random(4);
        Weights.of(model).byName().forEach((name, v) -> weights.put(name.substring("context/".length()),
                NDArray.generate(v.shape(), i -> name.endsWith("gamma") ? 1 : 0.35 * random.nextGaussian())));
        return new ContextClassifier(network, weights);
    }

    private static void near(double[][] expected, double[][] actual) {
        assertEquals(expected.length, actual.length);
        for (int r = 0; r < expected.length; r++) {
            assertArrayEquals(expected[r], actual[r], 2e-5, "row " + r);
        }
    }

    @Test
    void theOrderOfKnownRowsDoesNotMatter() {
        float[][] x = rows(30, 4, 1), asked = rows(9, 4, 2);
        double[][] p = untrained().fit(x, classes(30)).probabilities(asked);
        int[] order = IntStream.range(0, 30).map(i -> i * 7 % 30).toArray();
        float[][] shuffled = Arrays.stream(order).mapToObj(i -> x[i]).toArray(float[][]::new);
        near(p, untrained().fit(shuffled, Arrays.stream(order).map(i -> i % 2).toArray()).probabilities(asked));
        assertTrue(Arrays.stream(p).mapToDouble(row -> row[0]).max().orElseThrow() - Arrays.stream(p).mapToDouble(row -> row[0]).min().orElseThrow() > 1e-3, "answers differ at all");
    }

    @Test
    void theOrderOfColumnsDoesNotMatter() {
        float[][] x = rows(30, 4, 1), asked = rows(9, 4, 2);
        double[][] p = untrained().fit(x, classes(30)).probabilities(asked);
        near(p, untrained().fit(turned(x), classes(30)).probabilities(turned(asked)));
    }

    private static float[][] turned(float[][] x) {
        return Arrays.stream(x).map(r -> new float[] {r[2], r[0], r[3], r[1]}).toArray(float[][]::new);
    }

    @Test
    void noAskedRowChangesAnothersAnswer() {
        float[][] x = rows(30, 4, 1), asked = rows(20, 4, 2);
        ContextClassifier c = untrained().fit(x, classes(30));
        double[][] together = c.probabilities(asked);
        for (int r : new int[] {0, 7, 19}) {
            near(new double[][] {together[r]}, c.probabilities(new float[][] {asked[r]}));
        }
    }

    /** Up to four classes every numbering is asked about in turn, so that a cyclic renaming changes nothing. */
    @Test
    void theNamesOfClassesDoNotMatter() {
        float[][] x = rows(30, 4, 1), asked = rows(9, 4, 2);
        int[] y = IntStream.range(0, 30).map(r -> r % 3).toArray();
        double[][] p = untrained().fit(x, y).probabilities(asked);
        double[][] renamed = untrained().fit(x, Arrays.stream(y).map(k -> (k + 1) % 3).toArray()).probabilities(asked);
        near(p, Arrays.stream(renamed).map(r -> new double[] {r[1], r[2], r[0]}).toArray(double[][]::new));
    }

    @Test
    void probabilitiesAddUpAndAnUnusedNumberGetsNone() {
        float[][] x = rows(30, 4, 1);
        int[] y = Arrays.stream(classes(30)).map(k -> 2 * k).toArray();
        for (double[] row : untrained().fit(x, y).probabilities(rows(300, 4, 2))) {
            assertEquals(3, row.length);
            assertEquals(1, Arrays.stream(row).sum(), 1e-9);
            assertEquals(0, row[1], 1e-6);
        }
    }

    @Test
    void whatIsBeyondItsLimitsIsSaid() {
        ContextClassifier c = untrained();
        String message = assertThrows(DypException.class, () -> c.fit(new float[10][41], classes(10))).getMessage();
        assertEquals("This network reads tables of up to 40 features, but there are 41. Choose the most telling ones, or use a model that is trained.", message);
        assertTrue(assertThrows(DypException.class, () -> c.fit(new float[1001][3], classes(1001))).getMessage().contains("up to 1000 rows with a known class, but there are 1001."));
        assertTrue(assertThrows(DypException.class, () -> c.fit(new float[11][3], IntStream.range(0, 11).toArray())).getMessage().contains("up to 10 classes, but there are 11."));
        assertTrue(assertThrows(DypException.class, () -> c.fit(new float[4][3], new int[4])).getMessage().contains("two classes"));
        assertTrue(assertThrows(DypException.class, () -> c.fit(new float[4][3], new int[3])).getMessage().contains("4 rows and 3 classes"));
        assertTrue(assertThrows(DypException.class, () -> untrained().probabilities(new float[4][3])).getMessage().contains("fit(x, y)"));
        c.fit(rows(10, 4, 1), classes(10));
        assertTrue(assertThrows(DypException.class, () -> c.probabilities(new float[2][3])).getMessage().contains("4 features, but row 0 (from 0) has 3"));
        float[][] infinite = rows(10, 4, 1);
        infinite[3][1] = Float.POSITIVE_INFINITY;
        assertTrue(assertThrows(DypException.class, () -> c.fit(infinite, classes(10))).getMessage().contains("Row 3 (from 0) holds an infinite number"));
    }

    /** Of the shipped weights: a circle in the middle, which no straight line parts, and three clouds. */
    @Test
    void whatWasLearnedServesTablesNeverSeen() {
        Random random = new Random(9);
        float[][] x = new float[240][3];
        int[] circle = new int[240], clouds = new int[240];
        for (int r = 0; r < 240; r++) {
            x[r] = new float[] {(float) (2 * random.nextDouble() - 1), (float) (2 * random.nextDouble() - 1), (float) random.nextGaussian()};
            circle[r] = Math.hypot(x[r][0], x[r][1]) < 0.75 ? 1 : 0;
            clouds[r] = x[r][0] < -0.3 ? 0 : x[r][1] < 0 ? 1 : 2;
        }
        assertTrue(right(x, circle) > 0.8, "circle: " + right(x, circle));
        assertTrue(right(x, clouds) > 0.85, "three fields: " + right(x, clouds));
    }

    /** Learned from the first 120 rows. */
    private static double right(float[][] x, int[] y) {
        int[] said = ContextClassifier.create().fit(Arrays.copyOf(x, 120), Arrays.copyOf(y, 120)).classes(Arrays.copyOfRange(x, 120, 240));
        return IntStream.range(0, 120).filter(r -> said[r] == y[120 + r]).count() / 120.0;
    }
}
