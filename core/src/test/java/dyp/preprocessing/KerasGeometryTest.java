package dyp.preprocessing;

import static dyp.preprocessing.Augmentation.randomRotation;
import static dyp.preprocessing.Augmentation.randomTranslation;
import static dyp.preprocessing.Augmentation.randomZoom;
import static dyp.preprocessing.Drawn.close;
import static dyp.preprocessing.Drawn.training;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dyp.op.FillMode;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures moved by fixed factors, as Keras 3.15.1 moves them. */
class KerasGeometryTest {
    /** (1, 3, 4, 1): 1 to 12, row by row. */
    private static final NDArray PICTURE = NDArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 1, 3, 4, 1);

    private static double[] numbers(String list) {
        return Stream.of(list.strip().split(" +")).mapToDouble(Double::parseDouble).toArray();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REFLECT  | 2.146447 2.853554 6.146447 9.414213 1.439340 4.732233 8.267767 11.560661 3.585787 6.853553 10.146447 10.853554
            WRAP     | 8.288581 3.338835 6.146447 8.610912 1.924621 4.732233 8.267767 11.075379 4.389087 6.853553 9.661166 4.711418
            CONSTANT | 5.872844 3.105078 6.146447 8.767767 1.776650 4.732233 8.267767 11.284010 4.500000 6.853553 9.955583 7.894923
            NEAREST  | 2.146447 2.853554 6.146447 9.414213 1.439340 4.732233 8.267767 11.560661 3.585787 6.853553 10.146447 10.853554
            """)
    void rotatedByAnEighth(FillMode mode, String expected) {
        close(training(randomRotation(0.125, 0.125).fillMode(mode).fillValue(7), PICTURE), numbers(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REFLECT  | 4.2 5.2 6.0 5.8 2.2 3.2 4.0 3.8 4.2 5.2 6.0 5.8
            WRAP     | 8.2 9.2 9.4 7.2 6.2 7.2 7.4 5.2 4.2 5.2 5.4 3.2
            CONSTANT | 7.0 7.0 7.0 7.0 4.6 5.1 5.8 7.0 4.2 5.2 6.2 7.0
            NEAREST  | 2.2 3.2 4.0 4.0 2.2 3.2 4.0 4.0 4.2 5.2 6.0 6.0
            """)
    void movedDownAndLeft(FillMode mode, String expected) {
        Range down = new Range(0.5, 0.5);
        Range left = new Range(-0.3, -0.3);
        close(training(randomTranslation(down, left).fillMode(mode).fillValue(7), PICTURE), numbers(expected));
    }

    @Test
    void zoomed() {
        close(training(randomZoom(new Range(0.5, 0.5), new Range(-0.25, -0.25)), PICTURE),
                1.375, 2.125, 2.875, 3.625, 5.375, 6.125, 6.875, 7.625, 9.375, 10.125, 10.875, 11.625);
    }

    @Test
    void shearedEitherWay() {
        double[] one = {1, 2, 3, 4, 5, 4.5, 4.5, 4.5, 9, 8, 8, 8};
        double[] other = {1, 3, 5, 7, 5.5, 7.5, 9.5, 11, 10, 11, 12, 12};
        RandomShear shear = Augmentation.randomShear(new Range(0.5, 0.5), new Range(0.25, 0.25));
        boolean[] seen = new boolean[2];
        for (int step = 0; step < 30; step++) {
            NDArray y = training(shear, PICTURE, 5, step);
            boolean forward = y.at(1) < 2.5;
            close(y, forward ? one : other);
            seen[forward ? 0 : 1] = true;
        }
        assertArrayEquals(new boolean[] {true, true}, seen);
    }

    /** The corners to (5, 0), (0, 2.4) and (3, 3.3) of a picture of four rows and five columns. */
    @Test
    void perspective() {
        NDArray picture = NDArray.generate(Shape.of(1, 4, 5, 1), i -> i);
        Tensor y = RandomPerspective.seen(Tensor.constant(picture), Augmentation.randomPerspective().sampling(),
                Tensor.scalar(5), Tensor.scalar(2.4), Tensor.scalar(3), Tensor.scalar(3.3));
        close(y.value(), 0, 1.15556, 2.08, 2.83636, 3.46667, 5.0431, 5.71019, 6.22953, 6.64532, 6.98571,
                11.7, 11.51588, 11.37744, 11.26957, 9.55735, 0, 8.47841, 17.93333, 17.00225, 6.6568);
    }

    @Test
    void blurred() {
        NDArray pixels = NDArray.of(new float[] {10, 200, 30, 120, 130, 240, 250, 60, 70, 90, 90, 90}, 1, 2, 2, 3);
        Tensor row = RandomGaussianBlur.bell(3, Tensor.scalar(0.5));
        Tensor column = RandomGaussianBlur.bell(3, Tensor.scalar(0.8));
        close(Filter.along(Filter.along(Tensor.constant(pixels), 2, row), 1, column).value(),
                60.0921, 102.96689, 41.12483, 73.14517, 82.98056, 118.9732,
                112.64314, 70.57887, 45.51256, 73.69765, 69.85126, 86.76934);
    }
}
