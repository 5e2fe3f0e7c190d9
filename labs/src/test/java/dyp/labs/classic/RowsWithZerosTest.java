package dyp.labs.classic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** In one batch there may be rows without any zero and rows with some. */
class RowsWithZerosTest {
    @Test
    void theRegressionTakesBothKinds() {
        Random random = new Random(2);
        float[][] x = new float[60][3];
        int[] y = new int[60];
        for (int r = 0; r < 60; r++) {
            y[r] = r % 2;
            x[r] = new float[] {y[r] * 2 - 1 + 0.3f * (float) random.nextGaussian(), r % 3 == 0 ? 0 : 1, r % 5 == 0 ? 0 : -1};
        }
        double[][] p = LogisticRegression.create().fit(x, y, 1).probabilities(x);
        for (int r = 0; r < 60; r++) {
            assertTrue(p[r][y[r]] > 0.5, "row " + r + ": " + p[r][y[r]]);
        }
    }
}
