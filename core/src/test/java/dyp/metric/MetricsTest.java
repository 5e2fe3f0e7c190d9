package dyp.metric;

import static dyp.metric.Metrics.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.loss.Losses;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What Keras does not have, worked out by hand; that any split into batches gives the same; errors. */
class MetricsTest {
    @Test
    void accuracyLooksAtTheShapes() {
        NDArray one = NDArray.of(new float[] {0.2f, 0.7f, 0.6f, 0.4f}, 4, 1);
        assertSame(binaryAccuracy(), accuracy(), NDArray.of(new float[] {0, 1, 0, 1}, 4, 1), one);
        NDArray three = NDArray.generate(Shape.of(4, 3), i -> i * 7 % 5 / 5.0);
        assertSame(categoricalAccuracy(), accuracy(), NDArray.of(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0}, 4, 3), three);
        assertSame(sparseCategoricalAccuracy(), accuracy(), NDArray.of(new int[] {0, 1, 2, 0}), three);
        assertEquals("accuracy", accuracy().name());
        NDArray labels = NDArray.of(new int[] {0, 1, 2, 0});
        assertEquals(1 - result(accuracy(), labels, three), result(zeroOneLoss(), labels, three));
    }

    private static void assertSame(Metric a, Metric b, NDArray target, NDArray prediction) {
        assertArrayEquals(totals(a, target, prediction), totals(b, target, prediction));
    }

    /** Above a half is 1; a half itself is 0, as in Keras. */
    @Test
    void aHalfIsBelow() {
        NDArray prediction = NDArray.of(new float[] {0, 0.49f, 0.5f, 0.51f, 1}, 5, 1);
        assertArrayEquals(new double[] {3, 5}, totals(binaryAccuracy(), NDArray.zeros(Shape.of(5, 1)), prediction));
        assertArrayEquals(new double[] {2, 5}, totals(binaryAccuracy(), NDArray.generate(Shape.of(5, 1), _ -> 1), prediction));
    }

    /** Equals share a rank; NaN, and a label that there is not, are never among the best. */
    @Test
    void topK() {
        NDArray scores = NDArray.of(new float[] {3, 1, 1, 0, Float.NaN, 1, 2, 0, 3, 1, 2, 0}, 3, 4);
        assertEquals(1 / 3.0, result(sparseTopKCategoricalAccuracy(2), NDArray.of(new int[] {2, 0, 7}), scores), 1e-7);
        assertEquals(2 / 3.0, result(sparseTopKCategoricalAccuracy(2).fromSortedIds(), NDArray.of(new int[] {1, 0, 2}),
                NDArray.of(new int[] {0, 1, 2, 0, 1, 2, 1, 0, 2}, 3, 3)), 1e-7);
    }

    @Test
    void confusionMatrixOfClasses() {
        NDArray scores = NDArray.of(new float[] {9, 0, 0, 0, 9, 0, 0, 9, 0, 0, 0, 9}, 4, 3);
        ConfusionMatrix metric = confusionMatrix(3);
        double[] totals = totals(metric, NDArray.of(new int[] {0, 1, 2, 2}), scores);
        assertEquals(NDArray.of(new float[] {1, 0, 0, 0, 1, 0, 0, 1, 1}, 3, 3), metric.values(totals));
        assertEquals(0.75, metric.result(totals));
        double[] weighted = doubles(metric.totals(Tensor.constant(NDArray.of(new int[] {0, 1, 2, 2})), Tensor.constant(scores),
                Tensor.of(0.5f, 1, 1, 2)).value());
        assertEquals(NDArray.of(new float[] {0.5f, 0, 0, 0, 1, 0, 0, 1, 2}, 3, 3), metric.values(weighted));
    }

    /** Class 0: 2 * 1 / (2 + 1); class 1: nothing on either side; class 2: nothing in both. */
    @Test
    void diceCoefficientPerClass() {
        NDArray target = NDArray.of(new float[] {1, 0, 0, 1, 0, 1}, 2, 3);
        NDArray prediction = NDArray.of(new float[] {0.9f, 0.5f, 0.8f, 0.1f, 0.2f, 0.3f}, 2, 3);
        assertEquals(NDArray.of(new float[] {2 / 3f, Float.NaN, 0}), diceCoefficient().values(totals(diceCoefficient(), target, prediction)));
        assertEquals(1 / 3.0, result(diceCoefficient(), target, prediction), 1e-12);
        assertEquals(2 * 1.0 / 3.0, diceCoefficient().soft().figures(totals(diceCoefficient().soft(), target, prediction))[0], 1e-6);
    }

    /** Two bins: confidences 0.6 and 0.8, one of two right; 0.3 and 0.5 (three classes), both right. */
    @Test
    void expectedCalibrationErrorByHand() {
        NDArray p = NDArray.of(new float[] {0.6f, 0.2f, 0.2f, 0.1f, 0.8f, 0.1f, 0.4f, 0.3f, 0.3f, 0.25f, 0.25f, 0.5f}, 4, 3);
        NDArray labels = NDArray.of(new int[] {0, 0, 0, 2});
        CalibrationError metric = expectedCalibrationError().bins(2);
        double[] totals = totals(metric, labels, p);
        assertEquals(0.5 * Math.abs(0.5 - 0.7) + 0.5 * Math.abs(1 - 0.45), metric.result(totals), 1e-7);
        assertEquals(NDArray.of(new float[] {2, 0.45f, 1, 2, 0.7f, 0.5f}, 2, 3).toString(), rounded(metric.values(totals)).toString());
        NDArray two = NDArray.of(new float[] {0.9f, 0.2f}, 2, 1);
        assertEquals(0.5 * 0.1 + 0.5 * 0.8, result(expectedCalibrationError().bins(10), NDArray.of(new int[] {1, 1}), two), 1e-6);
    }

    private static NDArray rounded(NDArray a) {
        return NDArray.generate(a.shape(), i -> Math.round(a.at(i) * 1e5) / 1e5);
    }

    /** Probabilities that are what happens are calibrated; sharpened ones are not. */
    @Test
    void expectedCalibrationErrorOfHonestProbabilities() {
        int n = 20_000;
        NDArray p = NDArray.generate(Shape.of(n, 1), i -> Philox.uniform(5, 0, 0, i));
        NDArray labels = NDArray.generate(Shape.of(n, 1), i -> Philox.uniform(6, 0, 0, i) < p.at(i) ? 1 : 0);
        assertEquals(0, result(expectedCalibrationError(), labels, p), 0.015);
        NDArray sharp = NDArray.generate(Shape.of(n, 1), i -> p.at(i) > 0.5 ? 1 : 0);
        assertEquals(0.25, result(expectedCalibrationError(), labels, sharp), 0.015);
    }

    @Test
    void meanOfALossLeavesOutWhatTheLossLeavesOut() {
        NDArray scores = NDArray.generate(Shape.of(3, 2), i -> i);
        NDArray labels = NDArray.of(new int[] {0, -1, 0});
        double each = Math.log1p(Math.exp(1));
        Metric metric = mean("ce", Losses.sparseCategoricalCrossentropy().fromLogits().ignoreClass(-1));
        assertEquals(each, result(metric, labels, scores), 1e-6);
    }

    @Test
    void figuresOfSeveral() {
        NDArray target = NDArray.of(new float[] {1, 0, 1, 0});
        NDArray scores = NDArray.of(new float[] {0.9f, 0.6f, 0.4f, 0.2f});
        ConfusionRate recall = recall().thresholds(0.3, 0.5);
        assertEquals(NDArray.of(new float[] {1, 0.5f}), recall.values(totals(recall, target, scores)));
        assertEquals(0.75, result(recall, target, scores));
        assertEquals(Shape.SCALAR, recall().values(totals(recall(), target, scores)).shape());
        assertEquals(0.5, result(specificity(), target, scores));
        assertEquals("sensitivity", sensitivity().name());
        Metric named = recall().named("found");
        assertEquals("found", named.name());
        assertEquals(0.5, result(named, target, scores));
        assertEquals(NDArray.scalar(0.5f), named.values(totals(named, target, scores)));
    }

    /** Any split of 60 samples gives what all of them at once give. */
    @TestFactory
    Stream<DynamicTest> anySplit() {
        int n = 60;
        NDArray p = NDArray.generate(Shape.of(n, 4), i -> Philox.uniform(7, 0, 0, i));
        NDArray y = NDArray.generate(Shape.of(n, 4), i -> Philox.uniform(8, 0, 0, i) < 0.5 ? 1 : 0);
        NDArray w = NDArray.generate(Shape.of(n), i -> Philox.uniform(9, 0, 0, i));
        List<Metric> all = List.of(accuracy(), auc(), auc().multiLabel().curve(AUC.Curve.PR), precision(), recall().topK(2), f1Score(),
                oneHotMeanIoU(4), r2Score(), rootMeanSquaredError(), pearsonCorrelation(), diceCoefficient(), expectedCalibrationError(), confusionMatrix(4),
                sensitivityAtSpecificity(0.7), meanSquaredError(), topKCategoricalAccuracy(2));
        return all.stream().map(m -> DynamicTest.dynamicTest(m.name(), () -> {
            double[] whole = split(m, y, p, w, n);
            for (int batch : new int[] {1, 7, 32}) {
                double[] parts = split(m, y, p, w, batch);
                assertEquals(m.result(whole), m.result(parts), 1e-6);
                assertArrayEquals(whole, parts, 1e-4);
            }
        }));
    }

    private static double[] split(Metric m, NDArray y, NDArray p, NDArray w, int batch) {
        double[] totals = null;
        for (int from = 0; from < 60; from += batch) {
            int to = Math.min(60, from + batch);
            double[] part = doubles(m.totals(Tensor.constant(y.rows(from, to)), Tensor.constant(p.rows(from, to)),
                    Tensor.constant(w.rows(from, to))).value());
            totals = totals == null ? new double[part.length] : totals;
            for (int i = 0; i < part.length; i++) {
                totals[i] += part[i];
            }
        }
        return totals;
    }

    @Test
    void errors() {
        Tensor flat = Tensor.of(1, 0, 1);
        assertEquals("There is no class 1 in (3,): classId needs predictions (batch, ..., classes).",
                message(() -> precision().classId(1).totals(flat, flat)));
        assertEquals("A threshold must lie from 0 to 1, but 2.0 came.", message(() -> precision().thresholds(2)));
        assertEquals("numThresholds must be 2 or more, but 1 came.", message(() -> auc().numThresholds(1)));
        assertEquals("[auc] The model gives (3,), but (batch, labels) is needed.", message(() -> auc().multiLabel().totals(flat, flat)));
        assertEquals("[f1_score] Predictions must be (batch, ..., classes), but are (3,).", message(() -> f1Score().totals(flat, flat)));
        assertEquals("Target classes must be numbers from 0 to 2, but [3] came.", message(() -> iou(3, 3)));
        assertEquals("specificity must lie from 0 to 1, but -0.1 came.", message(() -> sensitivityAtSpecificity(-0.1)));
        assertTrue(message(() -> accuracy().totals(flat, Tensor.scalar(1).broadcastTo(Shape.of(2, 3)))).contains("Use accuracy()"));
    }

    private static String message(org.junit.jupiter.api.function.Executable e) {
        return assertThrows(DypException.class, e).getMessage();
    }

    private static double result(Metric m, NDArray target, NDArray prediction) {
        return m.result(totals(m, target, prediction));
    }

    private static double[] totals(Metric m, NDArray target, NDArray prediction) {
        return doubles(m.totals(Tensor.constant(target), Tensor.constant(prediction)).value());
    }

    static double[] doubles(NDArray a) {
        double[] d = new double[a.size()];
        java.util.Arrays.setAll(d, a::at);
        return d;
    }
}
