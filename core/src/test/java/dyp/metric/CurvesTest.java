package dyp.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The exact AUC and the curves for plots, against numbers worked out by hand and against counting every pair. */
class CurvesTest {
    private static final NDArray SCORES = NDArray.of(new float[] {0.9f, 0.8f, 0.7f, 0.7f, 0.4f, 0.2f});
    private static final NDArray LABELS = NDArray.of(new int[] {1, 0, 1, 0, 1, 0});

    /** Pairs of a 1 and a 0: 0.9 beats all three; 0.7 beats 0.2 and ties with 0.7; 0.4 beats 0.2: 3 + 1.5 + 1 of 9. */
    @Test
    void byHand() {
        assertEquals(5.5 / 9, RocAuc.of(SCORES, LABELS), 1e-15);
        ScoreCurve curve = ScoreCurve.of(SCORES, LABELS);
        assertEquals(5.5 / 9, curve.rocAuc(), 1e-15);
        float third = 1 / 3f;
        assertEquals(NDArray.of(new float[] {0, 0, 0, third, third, third, 2 / 3f, 2 / 3f, 2 / 3f, 1, 1, 1}, 6, 2), curve.roc());
        assertEquals(NDArray.of(new float[] {0, 1, third, 1, third, 0.5f, 2 / 3f, 0.5f, 1, 0.6f, 1, 0.5f}, 6, 2), curve.precisionRecall());
        assertEquals((1 + 0.5 + 0.6) / 3, curve.averagePrecision(), 1e-15);
        assertEquals((float) 0.4, curve.points().get(4).threshold());
        assertEquals(new Counts(3, 2, 1, 0), curve.points().get(4).counts());
    }

    @Test
    void everyPairCounted() {
        for (int round = 0; round < 20; round++) {
            int r = round;
            int n = 30 + round;
            NDArray scores = NDArray.generate(Shape.of(n), i -> Math.rint(Philox.normal(1, r, 0, i) * 4) / 4);
            NDArray labels = NDArray.generate(Shape.of(n), i -> Philox.uniform(2, r, 0, i) < 0.4 ? 1 : 0);
            double won = 0;
            double pairs = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (labels.at(i) == 1 && labels.at(j) == 0) {
                        pairs++;
                        won += scores.at(i) > scores.at(j) ? 1 : scores.at(i) == scores.at(j) ? 0.5 : 0;
                    }
                }
            }
            assertEquals(won / pairs, RocAuc.of(scores, labels), 1e-12);
            assertEquals(won / pairs, ScoreCurve.of(scores, labels).rocAuc(), 1e-12);
        }
    }

    /** Thresholds as fine as the scores make the streamed metric exact. */
    @Test
    void theStreamedAreaIsTheSameWhereThresholdsSeparateAllScores() {
        NDArray scores = NDArray.generate(Shape.of(200), i -> (Math.floor(Philox.uniform(3, 0, 0, i) * 100) + 0.5) / 100);
        NDArray labels = NDArray.generate(Shape.of(200), i -> Philox.uniform(4, 0, 0, i) < scores.at(i) ? 1 : 0);
        NDArray totals = Metrics.auc().numThresholds(101).totals(Tensor.constant(labels), Tensor.constant(scores)).value();
        assertEquals(RocAuc.of(scores, labels), Metrics.auc().numThresholds(101).result(MetricsTest.doubles(totals)), 1e-9);
    }

    @Test
    void negativeScoresAndZeros() {
        NDArray scores = NDArray.of(new float[] {-3, -0.5f, -0f, 0f, 2});
        assertEquals(1, RocAuc.of(scores, NDArray.of(new int[] {0, 0, 1, 1, 1})));
        assertEquals(0, RocAuc.of(scores, NDArray.of(new int[] {1, 1, 0, 0, 0})));
        assertEquals(0.5, RocAuc.of(NDArray.of(new float[] {-0f, 0f}), NDArray.of(new int[] {0, 1})));
    }

    @Test
    void withoutBothKindsThereIsNoArea() {
        assertTrue(Double.isNaN(RocAuc.of(SCORES, NDArray.of(new int[6]))));
        assertTrue(Double.isNaN(ScoreCurve.of(SCORES, NDArray.of(new int[6])).rocAuc()));
        assertEquals("Every score needs a label, but scores (6,) and labels (5,) came.",
                assertThrows(DypException.class, () -> RocAuc.of(SCORES, NDArray.of(new int[5]))).getMessage());
        assertEquals("Scores have an order, but the one at 1 is NaN.",
                assertThrows(DypException.class, () -> RocAuc.of(NDArray.of(new float[] {0, Float.NaN}), NDArray.of(new int[2]))).getMessage());
    }
}
