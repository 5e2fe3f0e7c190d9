package dyp.data;

import static dyp.data.DatasetTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static final int ROWS = 6_000;

    private final NDArray x = NDArray.generate(Shape.of(ROWS, 4, 6), i -> i);
    private final NDArray y = NDArray.of(new int[ROWS]);
    private final Dataset data = Dataset.of(x, y);

    @Test
    void goodDataPasses() {
        x.floats()[0] = Float.MAX_VALUE;
        x.floats()[1] = -Float.MAX_VALUE;
        x.floats()[2] = Float.MIN_VALUE;
        assertSame(data, data.check());
        assertSame(data, data.checkLabels(1));
    }

    @Test
    void namesRowAndPositionOfNan() {
        x.floats()[17 * 24 + 3 * 6 + 5] = Float.NaN;
        assertEquals("x holds NaN at row 17, position (3, 5). Remove or fill the row before training.",
                assertThrows(DypException.class, data::check).getMessage());
    }

    @Test
    void namesTheFirstRowOfTheArraysWhateverTheOrder() {
        x.floats()[5_917 * 24] = Float.NEGATIVE_INFINITY;
        x.floats()[5_999 * 24] = Float.NaN;
        assertMessage("x holds -infinity at row 5,917, position (0, 0).", () -> data.shuffle(3).check());
        assertMessage("x holds NaN at row 5,999", () -> data.skip(5_918).check());
        data.take(5_917).check();
    }

    @Test
    void targetsAreLookedAtToo() {
        float[] targets = new float[ROWS];
        targets[5] = Float.POSITIVE_INFINITY;
        assertMessage("y holds infinity at row 5. Remove or fill the row before training.",
                () -> Dataset.of(x, NDArray.of(targets)).check());
    }

    @Test
    void emptyDataIsRefused() {
        assertMessage("The dataset is empty, but training needs 1 sample or more.", () -> data.take(0).check());
    }

    @Test
    void labelsOutsideTheOutputsAreNamed() {
        y.ints()[5_917] = 10;
        y.ints()[5_918] = 10;
        y.ints()[3] = 9;
        assertMessage("Labels run from 0 to 10 but the model has 10 outputs (0 to 9). First seen at row 5,917.",
                () -> data.checkLabels(10));
        assertMessage("First seen at row 5,917. Use more outputs or correct the labels.",
                () -> data.shuffle(1).checkLabels(10));
        data.checkLabels(11);
        data.take(5_917).checkLabels(10);
        y.ints()[8] = -1;
        assertMessage("Labels run from -1 to 10 but the model has 11 outputs (0 to 10). First seen at row 8. Number the"
                + " classes from 0.", () -> data.checkLabels(11));
        assertMessage("the model has 1 output (0 to 0). First seen at row 3.", () -> data.checkLabels(1));
        y.ints()[8] = Integer.MAX_VALUE;
        assertMessage("Labels run from 0 to 2147483647", () -> data.checkLabels(11));
    }

    @Test
    void floatLabelsMustBeWhole() {
        float[] labels = new float[ROWS];
        labels[2] = 1;
        Dataset floats = Dataset.of(x, NDArray.of(labels));
        floats.checkLabels(2);
        labels[3] = 0.5f;
        assertMessage("Labels must be whole numbers, but y holds 0.5 at row 3.", () -> floats.checkLabels(2));
        labels[3] = Float.NaN;
        assertMessage("y holds NaN at row 3.", () -> floats.checkLabels(2));
    }
}
