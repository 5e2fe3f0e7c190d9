package dyp.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrthogonalTest {
    /** Rows where there are fewer of them, else columns, have the gain for a length and stand at right angles. */
    @ParameterizedTest
    @CsvSource({"64, 256, 1", "64, 64, 1", "31, 7, 2.5", "1, 5, 1", "5, 1, 0.5"})
    void turnsAndDoesNotStretch(int rows, int columns, double gain) {
        NDArray a = new Orthogonal(gain).create(Shape.of(rows, columns), 3, 4);
        boolean wide = rows < columns;
        int n = Math.min(rows, columns);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    dot += wide ? a.at(i * columns + k) * a.at(j * columns + k) : a.at(k * columns + i) * a.at(k * columns + j);
                }
                assertEquals(i == j ? gain * gain : 0, dot, 1e-5 * gain * gain, i + " and " + j);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3", "4"})
    void aKernelIsAMatrixOfItsWindowsAndFilters(int last) {
        Shape shape = Shape.of(3, 2, 5, last);
        NDArray kernel = Initializers.orthogonal().create(shape, 3, 4);
        assertEquals(shape, kernel.shape());
        assertEquals(new Orthogonal(1).create(Shape.of(30, last), 3, 4).reshape(3, 2, 5, last), kernel);
        assertNotEquals(kernel, Initializers.orthogonal().create(shape, 4, 4));
    }

    /** All rotations alike: no direction is preferred, so the mean over many is 0 and the mean square 1 / n. */
    @ParameterizedTest
    @CsvSource({"4"})
    void noDirectionIsPreferred(int n) {
        int draws = 4000;
        double[] mean = new double[n * n];
        double[] square = new double[n * n];
        for (int d = 0; d < draws; d++) {
            NDArray a = new Orthogonal(1).create(Shape.of(n, n), 7, d);
            for (int i = 0; i < n * n; i++) {
                mean[i] += a.at(i) / draws;
                square[i] += a.at(i) * a.at(i) / draws;
            }
        }
        for (int i = 0; i < n * n; i++) {
            assertTrue(Math.abs(mean[i]) < 0.04 && Math.abs(square[i] - 1.0 / n) < 0.02, i + ": mean " + mean[i] + ", mean square " + square[i]);
        }
    }
}
