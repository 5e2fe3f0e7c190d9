package dyp.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.grad.Gradients;
import dyp.nn.golden.Golden;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Keras does not have, options that the golden losses leave out, and errors. */
class LossesTest {
    private static final Tensor SCORES = Tensor.constant(NDArray.of(new float[] {2, -1, 0.5f, -3}, 2, 2));
    private static final Tensor LABELS = Tensor.constant(NDArray.of(new float[] {1, 0, 0, 1}, 2, 2));

    /** log(1 + e^-yz) for labels of -1 and +1 is the binary cross-entropy for 0 and 1, gradients too. */
    @Test
    void logisticLoss() {
        Tensor byHand = Tensor.of((float) (Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(-1))) / 2,
                (float) (Math.log1p(Math.exp(0.5)) + Math.log1p(Math.exp(3))) / 2);
        Golden.close("0 and 1", byHand.value(), Losses.logisticLoss().of(LABELS, SCORES).value(), 1e-6);
        Golden.close("-1 and +1", byHand.value(), Losses.logisticLoss().of(LABELS.mul(2).sub(1), SCORES).value(), 1e-6);
        Golden.close("gradient", gradient(Losses.binaryCrossentropy().fromLogits()), gradient(Losses.logisticLoss()), 1e-6);
        assertEquals((2e4 + 0) / 2, Losses.logisticLoss().of(LABELS, SCORES.mul(Tensor.of(-1e4f, 1e4f))).value().at(0), 1e-2, "no overflow");
    }

    @Test
    void weightedBinaryCrossentropy() {
        Loss loss = Losses.weightedBinaryCrossentropy(3, 7).fromLogits();
        Tensor p = SCORES.sigmoid();
        float[] q = p.value().floats();
        float[] byHand = {(float) (-3 * Math.log(q[0]) - Math.log(1 - q[1])) / 2,
            (float) (-Math.log(1 - q[2]) - 7 * Math.log(q[3])) / 2};
        Golden.close("logits", NDArray.of(byHand), loss.of(LABELS, SCORES).value(), 1e-6);
        Golden.close("probabilities", NDArray.of(byHand), Losses.weightedBinaryCrossentropy(3, 7).of(LABELS, p).value(), 1e-6);
        Golden.close("all weights 1", gradient(Losses.binaryCrossentropy().fromLogits()),
                gradient(Losses.weightedBinaryCrossentropy(1).fromLogits()), 1e-6);
    }

    /** 10 ones and 90 zeros: ones weigh 0.9, zeros 0.1, so both weigh 9 in all. */
    @Test
    void balancedBinaryCrossentropy() {
        WeightedBinaryCrossentropy loss = Losses.balancedBinaryCrossentropy(new long[] {10, 50}, new long[] {90, 50});
        assertEquals(List.of(0.9, 0.5), loss.positive());
        assertEquals(List.of(0.1, 0.5), loss.negative());
        assertEquals("The number of samples of label 0 must be above 0, but 0.0 came.", assertThrows(DypException.class,
                () -> Losses.balancedBinaryCrossentropy(new long[1], new long[1])).getMessage());
        assertEquals("The loss has weights for 3 labels, but the model gives (2, 2). Give one weight per label of the last axis, or one for all.",
                assertThrows(DypException.class, () -> Losses.weightedBinaryCrossentropy(1, 2, 3).of(LABELS, SCORES)).getMessage());
    }

    /** Where the classes are makes no difference. */
    @Test
    void classesOnAnotherAxis() {
        Tensor scores = Tensor.constant(NDArray.generate(Shape.of(2, 3, 4), i -> Math.sin(i)));
        Tensor labels = Tensor.constant(NDArray.of(new int[] {0, 2, 1, 1, 2, 2, 0, 1}, 2, 4));
        Tensor last = scores.transpose(0, 2, 1);
        NDArray expected = Losses.sparseCategoricalCrossentropy().fromLogits().of(labels, last).value();
        assertEquals(expected, Losses.sparseCategoricalCrossentropy().fromLogits().axis(1).of(labels, scores).value());
        Tensor rows = labels.oneHot(3);
        assertEquals(expected, Losses.categoricalCrossentropy().fromLogits().axis(1).of(rows.transpose(0, 2, 1), scores).value());
        assertEquals(Losses.categoricalFocalCrossentropy().fromLogits().labelSmoothing(0.1).of(rows, last).value(),
                Losses.categoricalFocalCrossentropy().fromLogits().labelSmoothing(0.1).axis(1).of(rows.transpose(0, 2, 1), scores).value());
    }

    /** Zeros have no direction: their cosine is 0, and the gradient is finite. */
    @Test
    void cosineOfZeros() {
        Tensor zeros = SCORES.mul(0);
        assertArrayEquals(new float[2], Losses.cosineSimilarity().of(LABELS, zeros).value().floats(), 1e-30f);
        Tensor p = Tensor.constant(NDArray.zeros(Shape.of(2, 2)));
        NDArray g = Gradients.of(Losses.cosineSimilarity().of(LABELS, p).sum(), List.of(p)).getFirst().value();
        assertEquals(-1e7, g.at(0), 10);
    }

    /** A class that is alone in its batch has no pair to be close to, and does not count. */
    @Test
    void circleWithoutPairs() {
        Tensor embeddings = Tensor.constant(NDArray.of(new float[] {1, 0, 0.6f, 0.8f, 0, 1}, 3, 2));
        Tensor labels = Tensor.constant(NDArray.of(new int[] {4, 4, 9}));
        float[] each = Losses.circle().of(labels, embeddings).value().floats();
        assertEquals(0, each[2]);
        assertEquals((each[0] + each[1]) / 2, Losses.circle().of(labels, embeddings, null).value().item(), 1e-4);
        Tensor none = Losses.circle().of(Tensor.constant(NDArray.of(new int[] {1, 2, 3})), embeddings, null);
        assertEquals(0, none.value().item());
        Tensor gradient = Gradients.of(none, List.of(embeddings)).getFirst();
        assertArrayEquals(new float[6], gradient.value().floats());
    }

    /** A last axis of 1 on one side only goes; (batch) becomes (batch, 1). */
    @Test
    void shapesThatFit() {
        Loss loss = Losses.meanSquaredError();
        assertEquals(Shape.of(3), loss.of(zeros(3), zeros(3, 1)).shape());
        assertEquals(Shape.of(3), loss.of(zeros(3, 1), zeros(3)).shape());
        assertEquals(Shape.of(3), loss.of(zeros(3, 4), zeros(3, 4, 1)).shape());
        assertEquals(Shape.of(3), loss.of(zeros(3, 4, 1), zeros(3, 4)).shape());
        assertEquals(Shape.SCALAR, loss.of(zeros(3), zeros(3)).shape());
        assertEquals("The model gives (3, 4) but the targets are (4, 3). Give one target value per output.",
                assertThrows(DypException.class, () -> loss.of(zeros(4, 3), zeros(3, 4))).getMessage());
        assertEquals("The model gives (3, 2) but the targets are (6,). Give one target value per output.",
                assertThrows(DypException.class, () -> loss.of(zeros(6), zeros(3, 2))).getMessage());
    }

    @Test
    void classWeights() {
        ClassWeights weights = ClassWeights.of(1, 2, 4);
        assertArrayEquals(new float[] {4, 1, 2, 1}, weights.of(Tensor.constant(NDArray.of(new int[] {2, 0, 1, 3}))).value().floats());
        assertArrayEquals(new float[] {4, 1}, weights.of(Tensor.constant(NDArray.of(new int[] {2, 0}, 2, 1))).value().floats());
        assertArrayEquals(new float[] {2, 4}, weights.of(Tensor.constant(NDArray.of(new float[] {0, 1, 0, 0, 0, 1}, 2, 3))).value().floats());
        assertArrayEquals(new float[] {2, 1}, ClassWeights.of(1, 2).of(Tensor.of(1, 0).reshape(2, 1)).value().floats());
        NDArray both = weights.of(Tensor.constant(NDArray.of(new int[] {2, 0, 1, 1}, 2, 2)), Tensor.of(10, 100)).value();
        assertEquals(NDArray.of(new float[] {40, 10, 200, 200}, 2, 2), both);
    }

    /** 8 and 2 of 10: 10 / (2 * 8) and 10 / (2 * 2). */
    @Test
    void balancedClassWeights() {
        assertEquals(List.of(0.625, 2.5), ClassWeights.balanced(8, 2).weights());
        assertArrayEquals(new int[] {2, 0, 1}, ClassWeights.counts(NDArray.of(new int[] {0, 2, 0}), 3));
        assertArrayEquals(new int[] {1, 1}, ClassWeights.counts(NDArray.of(new float[] {0, 1, 1, 0}, 2, 2), 2));
        assertEquals("Labels must be class numbers from 0 to 1, but 2 came.",
                assertThrows(DypException.class, () -> ClassWeights.counts(NDArray.of(new int[] {0, 2}), 2)).getMessage());
        assertEquals("The number of samples of class 1 must be above 0, but 0.0 came.",
                assertThrows(DypException.class, () -> ClassWeights.balanced(3, 0)).getMessage());
    }

    @Test
    void optionErrors() {
        assertEquals("delta must be above 0, but 0.0 came.", message(() -> Losses.huber().delta(0)));
        assertEquals("labelSmoothing must lie from 0 to 1, but 1.5 came.", message(() -> Losses.binaryCrossentropy().labelSmoothing(1.5)));
        assertEquals("q must lie between 0 and 1, but 1.0 came.", message(() -> Losses.categoricalGeneralizedCrossEntropy().q(1)));
        assertEquals("gamma must be 0 or more, but NaN came.", message(() -> Losses.binaryFocalCrossentropy().gamma(Double.NaN)));
        assertEquals("A class weight must be 0 or more, but -1.0 came.", message(() -> ClassWeights.of(1, -1)));
        assertEquals("The circle loss compares embeddings (batch, size) by class numbers (batch,), but the model gives (2, 3) and the targets"
                + " are (3,).",
                message(() -> Losses.circle().of(Tensor.constant(NDArray.of(new int[3])), zeros(2, 3))));
    }

    private static String message(org.junit.jupiter.api.function.Executable e) {
        return assertThrows(DypException.class, e).getMessage();
    }

    private static Tensor zeros(int... dims) {
        return Tensor.constant(NDArray.zeros(Shape.of(dims)));
    }

    private static NDArray gradient(Loss loss) {
        return Gradients.of(loss.of(LABELS, SCORES, null), List.of(SCORES)).getFirst().value();
    }
}
