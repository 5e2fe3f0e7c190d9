package dyp.labs.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.RandomForestTrainer;

class RandomForestTest {
    private static final int FEATURES = 12;

    /** Three classes by two of the features, the rest is noise; one in twenty labels is wrong. */
    private record Table(float[][] x, int[] y) {
        static Table of(int rows, long seed) {
            Random random = new Random(seed);
            float[][] x = new float[rows][FEATURES];
            int[] y = new int[rows];
            for (int i = 0; i < rows; i++) {
                for (int f = 0; f < FEATURES; f++) {
                    x[i][f] = (float) random.nextGaussian();
                }
                y[i] = random.nextInt(20) == 0 ? random.nextInt(3) : x[i][3] * x[i][7] > 0.2 ? 0 : x[i][3] > 0 ? 1 : 2;
            }
            return new Table(x, y);
        }
    }

    private static double accuracy(double[][] p, int[] y) {
        return IntStream.range(0, y.length).filter(i -> IntStream.range(0, p[i].length).allMatch(k -> p[i][k] <= p[i][y[i]])).count() / (double) y.length;
    }

    /** An implementation of others' on the same samples: Tribuo's. */
    @Test
    void asGoodAsTribuos() {
        Table train = Table.of(800, 1);
        Table test = Table.of(1000, 2);
        double ours = accuracy(RandomForest.create().trees(60).fit(train.x, train.y, 5).probabilities(test.x), test.y);

        CARTClassificationTrainer tree = new CARTClassificationTrainer(Integer.MAX_VALUE, 0.3f, 5);
        Model<Label> forest = new RandomForestTrainer<>(tree, new VotingCombiner(), 60).train(Samples.of(train.x, train.y));
        MutableDataset<Label> asked = Samples.of(test.x, test.y);
        double theirs = forest.predict(asked).stream().filter(p -> p.getOutput().getLabel().equals(p.getExample().getOutput().getLabel())).count() / 1000.0;

        assertTrue(theirs > 0.8, "Tribuo " + theirs);
        assertTrue(ours > theirs - 0.02, "ours " + ours + ", Tribuo's " + theirs);
    }

    @Test
    void theSameWhateverTheThreads() {
        Table t = Table.of(200, 3);
        double[][] one = RandomForest.create().trees(9).threads(1).fit(t.x, t.y, 7).probabilities(t.x);
        double[][] three = RandomForest.create().trees(9).threads(3).fit(t.x, t.y, 7).probabilities(t.x);
        assertTrue(Arrays.deepEquals(one, three));
        assertFalse(Arrays.deepEquals(one, RandomForest.create().trees(9).fit(t.x, t.y, 8).probabilities(t.x)), "another seed");
        for (double[] row : one) {
            assertEquals(1, Arrays.stream(row).sum(), 1e-9);
        }
    }

    /** One tree on values that need each bin: exact where there are few values, and with more than 256 of them. */
    @Test
    void treesFindAThreshold() {
        for (int rows : new int[] {40, 5000}) {
            float[][] x = IntStream.range(0, rows).mapToObj(i -> new float[] {i, 1}).toArray(float[][]::new);
            int[] y = IntStream.range(0, rows).map(i -> i < rows / 4 ? 0 : 1).toArray();
            double[][] p = RandomForest.create().trees(25).features(1).fit(x, y, 1).probabilities(new float[][] {{0, 1}, {rows / 4f - rows / 20f, 1}, {rows / 4f + rows / 20f, 1}, {2 * rows, 1}});
            assertTrue(p[0][0] > 0.99 && p[1][0] > 0.8 && p[2][1] > 0.8 && p[3][1] > 0.99, Arrays.deepToString(p));
        }
    }

    @Test
    void depthAndLeavesAreBounded() {
        Table t = Table.of(300, 4);
        assertEquals(10, RandomForest.create().trees(10).maxDepth(1).leaf(300).fit(t.x, t.y, 1).nodes(), "leaves alone");
        assertEquals(30, RandomForest.create().trees(10).maxDepth(1).fit(t.x, t.y, 1).nodes(), "one question each");
        double[][] p = RandomForest.create().trees(1).leaf(50).fit(t.x, t.y, 1).probabilities(t.x);
        assertTrue(Arrays.stream(p).map(Arrays::toString).distinct().count() <= 6, "300 rows in leaves of 50 or more");
    }

    @Test
    void constantFeaturesAskNothing() {
        float[][] x = new float[30][4];
        double[][] p = RandomForest.create().trees(3).fit(x, IntStream.range(0, 30).map(i -> i % 2).toArray(), 1).probabilities(x);
        assertArrayEquals(p[0], p[29]);
    }

    @Test
    void saysWhatDoesNotFit() {
        Table t = Table.of(20, 1);
        RandomForest forest = RandomForest.create().trees(2);
        assertTrue(assertThrows(DypException.class, () -> forest.probabilities(t.x)).getMessage().contains("call fit first"));
        assertTrue(assertThrows(DypException.class, () -> forest.fit(t.x, new int[3], 1)).getMessage().contains("20 rows and 3 classes"));
        assertTrue(assertThrows(DypException.class, () -> forest.fit(new float[][] {{1}, {Float.NaN}}, new int[2], 1)).getMessage().contains("Row 1 holds NaN"));
        forest.fit(t.x, t.y, 1);
        assertTrue(assertThrows(DypException.class, () -> forest.probabilities(new float[][] {{1, 2}})).getMessage().contains("12 features"));
        assertThrows(DypException.class, () -> RandomForest.create().trees(0));
    }
}
