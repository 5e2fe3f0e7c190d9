package dyp.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import org.junit.jupiter.api.Test;

/** How losses, weights and masks become one number; the golden losses have no masks and few shapes. */
class ReductionTest {
    private static final Tensor VALUES = Tensor.constant(NDArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    /** The first sample ends after two steps. */
    private static final Tensor MASK = Tensor.constant(NDArray.of(new float[] {1, 1, 0, 1, 1, 1}, 2, 3));
    private static final Tensor PER_SAMPLE = Tensor.of(2, 10);

    @Test
    void weightsPerSample() {
        assertEquals((2 * 6 + 10 * 15) / 6f, reduced(Reduction.SUM_OVER_BATCH_SIZE, PER_SAMPLE, null));
        assertEquals(2 * 6 + 10 * 15, reduced(Reduction.SUM, PER_SAMPLE, null));
        assertEquals((2 * 6 + 10 * 15) / 12f, reduced(Reduction.MEAN_WITH_SAMPLE_WEIGHT, PER_SAMPLE, null));
        assertArrayEquals(new float[] {2, 4, 6, 40, 50, 60}, Reduction.NONE.of(VALUES, PER_SAMPLE).value().floats());
        assertEquals(3.5, reduced(Reduction.MEAN_WITH_SAMPLE_WEIGHT, null, null));
    }

    /** The mean is over the five steps left in, as Keras scales its masks. */
    @Test
    void masks() {
        assertEquals((1 + 2 + 4 + 5 + 6) / 5f, reduced(Reduction.SUM_OVER_BATCH_SIZE, null, MASK), 1e-6);
        assertEquals(1 + 2 + 4 + 5 + 6, reduced(Reduction.SUM, null, MASK));
        assertEquals((1 + 2 + 4 + 5 + 6) / 5f, reduced(Reduction.MEAN_WITH_SAMPLE_WEIGHT, null, MASK), 1e-6);
        assertEquals((2 * 3 + 10 * 15) / 5f, reduced(Reduction.SUM_OVER_BATCH_SIZE, PER_SAMPLE, MASK), 1e-5);
        assertEquals((2 * 3 + 10 * 15) / 34f, reduced(Reduction.MEAN_WITH_SAMPLE_WEIGHT, PER_SAMPLE, MASK), 1e-5);
    }

    @Test
    void whereNothingCountsTheLossIsZero() {
        Tensor none = MASK.mul(0);
        for (Reduction r : new Reduction[] {Reduction.SUM, Reduction.SUM_OVER_BATCH_SIZE, Reduction.MEAN_WITH_SAMPLE_WEIGHT}) {
            assertEquals(0, reduced(r, null, none), r.name());
        }
    }

    /** One Dice loss for a batch, times the mean weight, as in Keras. */
    @Test
    void weightsOfALossOfOneNumber() {
        assertEquals(3 * 6, Reduction.SUM_OVER_BATCH_SIZE.of(Tensor.scalar(3), PER_SAMPLE).value().item());
    }

    @Test
    void shapesOfWeights() {
        assertEquals(reduced(Reduction.SUM, PER_SAMPLE, null), reduced(Reduction.SUM, PER_SAMPLE.reshape(2, 1), null));
        assertEquals(5, Reduction.SUM.of(Tensor.of(1, 2), Tensor.of(1, 2).reshape(2, 1)).value().item());
        assertEquals("Sample weights (3,) do not stretch over the losses (2, 3). Give one weight per sample, (2,), or one per loss.",
                assertThrows(DypException.class, () -> Reduction.SUM.of(VALUES, Tensor.of(1, 2, 3))).getMessage());
        assertEquals("Sample weights (2, 3) do not stretch over the losses (2,). Give one weight per sample, (2,), or one per loss.",
                assertThrows(DypException.class, () -> Reduction.SUM.of(PER_SAMPLE, null, MASK)).getMessage());
    }

    /** A prediction's mask and the loss's own, as of an ignored class, leave out what either leaves out. */
    @Test
    void twoMasks() {
        Tensor labels = Tensor.constant(NDArray.of(new int[] {0, -1, 0, 1, 1, -1}, 2, 3));
        Tensor scores = Tensor.constant(NDArray.generate(dyp.tensor.Shape.of(2, 3, 2), i -> i * 7 % 5));
        SparseCategoricalCrossentropy loss = Losses.sparseCategoricalCrossentropy().fromLogits().ignoreClass(-1);
        float[] each = loss.of(labels, scores).value().floats();
        assertEquals(0, each[1], 1e-30f);
        assertEquals((each[0] + each[3] + each[4]) / 3, loss.of(labels, scores, null, MASK).value().item(), 1e-6);
        assertEquals((each[0] + each[2] + each[3] + each[4]) / 4, loss.of(labels, scores, null).value().item(), 1e-6);
    }

    private static double reduced(Reduction r, Tensor weights, Tensor mask) {
        return r.of(VALUES, weights, mask).value().item();
    }
}
