package dyp.preprocessing;

import static dyp.preprocessing.Drawn.close;
import static dyp.preprocessing.Drawn.prediction;
import static dyp.preprocessing.Preprocessing.discretization;
import static dyp.preprocessing.Preprocessing.discretizationInto;
import static dyp.preprocessing.Preprocessing.normalization;
import static dyp.preprocessing.Preprocessing.normalizationOfAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Layers that learn from data before training. */
class AdaptTest {
    /** Far from 0, where a sum of squares would lose its digits. */
    private static final NDArray DATA = data();

    private static NDArray data() {
        Random random = new Random(3);
        return NDArray.generate(Shape.of(120, 4, 3), i -> 1000 + i % 3 * 10 + random.nextGaussian());
    }

    @Test
    void normalizedDataHaveMeanZeroAndVarianceOne() {
        for (Normalization layer : List.of(normalization(), normalization(1, 2), normalizationOfAll())) {
            NDArray y = prediction(layer.adapt(DATA), DATA);
            Moments moments = new Moments(y.shape(), layer.axis().stream().mapToInt(y.shape()::axis).toArray());
            moments.add(y);
            for (int i = 0; i < moments.mean().size(); i++) {
                assertEquals(0, moments.mean().at(i), 1e-4);
                assertEquals(1, moments.variance().at(i), 1e-3);
            }
        }
        assertEquals(Shape.of(3), normalization().adapt(DATA).mean().shape());
        assertEquals(Shape.of(4, 3), normalization(1, 2).adapt(DATA).mean().shape());
        assertEquals(Shape.SCALAR, normalizationOfAll().adapt(DATA).mean().shape());
    }

    @Test
    void batchesGiveWhatTheWholeGives() {
        Normalization whole = normalization().adapt(DATA);
        Normalization batches = normalization().adapt(List.of(DATA.rows(0, 7), DATA.rows(7, 8), DATA.rows(8, 120)));
        for (int i = 0; i < 3; i++) {
            assertEquals(whole.mean().at(i), batches.mean().at(i), 1e-7 * 1000);
            assertEquals(whole.variance().at(i), batches.variance().at(i), 1e-6);
        }
        assertEquals(1, whole.variance().at(0), 0.15, "not the square of the mean's rounding");
    }

    @Test
    void invertGoesBack() {
        Normalization layer = normalization().adapt(DATA);
        NDArray back = prediction(layer.invert(true), prediction(layer, DATA));
        for (int i = 0; i < DATA.size(); i++) {
            assertEquals(DATA.at(i), back.at(i), 1e-3);
        }
    }

    @Test
    void aConstantIsNotDividedByZero() {
        NDArray same = NDArray.generate(Shape.of(5, 1), i -> 3);
        close(prediction(normalization().adapt(same), same), 0, 0, 0, 0, 0);
    }

    /** The boundaries that Keras 3.15.1 finds. */
    @Test
    void bins() {
        NDArray data = NDArray.generate(Shape.of(1000), i -> i * 7919 % 1000 / 100.0);
        close(boundaries(discretizationInto(4).adapt(data)), 2.489997625350952, 4.989997863769531, 7.489999294281006);
        List<NDArray> batches = List.of(data.rows(0, 300), data.rows(300, 700), data.rows(700, 1000));
        close(boundaries(discretizationInto(5).epsilon(0.05).adapt(batches)),
                2.0100009441375732, 4.030001640319824, 6.010002613067627, 8.000001907348633);
        NDArray seven = NDArray.of(new float[] {1, 5, 2, 8, 3, 9, 4});
        close(boundaries(discretizationInto(3).adapt(seven)), 2.3333332538604736, 4.666666507720947);
    }

    private static NDArray boundaries(Discretization layer) {
        return NDArray.generate(Shape.of(layer.binBoundaries().size()), layer.binBoundaries()::get);
    }

    @Test
    void aBoundaryBelongsToTheBinAbove() {
        NDArray x = NDArray.of(new float[] {-1.5f, -1, 0, 0.2f, 0.5f, 9}).reshape(1, 6);
        close(prediction(discretization(-1, 0, 0.5), x), 0, 1, 2, 2, 3, 3);
        close(prediction(discretization(-1, 0, 0.5).outputMode(OutputMode.COUNT), x), 1, 1, 2, 2);
        close(prediction(discretization(-1, 0, 0.5).outputMode(OutputMode.MULTI_HOT), x.reshape(3, 2)),
                1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
    }

    @Test
    void refusals() {
        assertThrows(DypException.class, () -> normalization().adapt(List.of()));
        assertThrows(DypException.class, () -> normalization().adapt(List.of(NDArray.zeros(Shape.of(2, 3)), NDArray.zeros(Shape.of(2, 4)))));
        assertThrows(DypException.class, () -> normalization(0).adapt(DATA));
        assertThrows(DypException.class, () -> new Normalization(List.of(-1), NDArray.scalar(1), null, false));
        assertThrows(DypException.class, () -> prediction(discretizationInto(3), DATA));
        assertThrows(DypException.class, () -> discretization(1, 2).adapt(DATA));
        assertThrows(DypException.class, () -> discretization(2, 1));
        assertThrows(DypException.class, () -> new CategoryEncoding(3, OutputMode.INT));
    }
}
