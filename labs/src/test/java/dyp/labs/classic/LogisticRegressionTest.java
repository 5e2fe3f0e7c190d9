package dyp.labs.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
    /** Classes drawn from a known logistic function: the weights that are learned are near it. */
    @Test
    void findsTheFunctionThatDrewTheClasses() {
        Random random = new Random(1);
        float[][] x = new float[4000][3];
        int[] y = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int f = 0; f < 3; f++) {
                x[i][f] = (float) random.nextGaussian();
            }
            y[i] = random.nextDouble() < 1 / (1 + Math.exp(-(1.5 * x[i][0] - x[i][1] + 0.5))) ? 1 : 0;
        }
        LogisticRegression model = LogisticRegression.create().fit(x, y, 3);
        double[][] w = model.weights();
        double[] found = new double[4];
        Arrays.setAll(found, i -> w[1][i] - w[0][i]);
        assertEquals(1.5, found[0], 0.25, Arrays.toString(found));
        assertEquals(-1, found[1], 0.25, Arrays.toString(found));
        assertEquals(0, found[2], 0.25, Arrays.toString(found));
        assertEquals(0.5, found[3], 0.25, Arrays.toString(found));

        double[][] p = model.probabilities(new float[][] {{2, -2, 0}, {-2, 2, 0}});
        assertTrue(p[0][1] > 0.98 && p[1][0] > 0.97, Arrays.deepToString(p));
        assertEquals(1, p[0][0] + p[0][1], 1e-12);
    }

    @Test
    void theSameSeedGivesTheSame() {
        float[][] x = {{1, 0}, {0, 1}, {1, 1}, {0, 0.5f}, {2, 0}, {0, 3}};
        int[] y = {0, 1, 0, 1, 0, 3};
        double[][] a = LogisticRegression.create().fit(x, y, 3).probabilities(x);
        assertTrue(Arrays.deepEquals(a, LogisticRegression.create().fit(x, y, 3).probabilities(x)));
        assertEquals(4, a[0].length);
        assertEquals(0, a[0][2], "a class that was never seen");
    }

    @Test
    void saysWhatDoesNotFit() {
        LogisticRegression model = LogisticRegression.create();
        assertTrue(assertThrows(DypException.class, () -> model.probabilities(new float[1][1])).getMessage().contains("call fit first"));
        assertThrows(DypException.class, () -> model.epochs(0));
        assertThrows(DypException.class, () -> model.fit(new float[][] {{1, 2}, {1}}, new int[] {0, 1}, 1));
    }
}
