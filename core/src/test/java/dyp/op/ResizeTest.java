package dyp.op;

import static dyp.op.Resize.Method.BICUBIC;
import static dyp.op.Resize.Method.BILINEAR;
import static dyp.op.Resize.Method.LANCZOS3;
import static dyp.op.Resize.Method.LANCZOS5;
import static dyp.op.Resize.Method.NEAREST;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dyp.op.Resize.Method;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One axis stretched and shrunk; the numbers are worked out by hand. */
class ResizeTest {
    private static float[] of(Method method, boolean antialias, int length, float... x) {
        return Resize.resize(Tensor.of(x).reshape(1, x.length, 1), 1, length, method, antialias).value().floats();
    }

    @Test
    void nearest() {
        assertArrayEquals(new float[] {1, 1, 1, 2, 2, 2}, of(NEAREST, false, 6, 1, 2));
        assertArrayEquals(new float[] {1, 3, 5}, of(NEAREST, false, 3, 1, 2, 3, 4, 5));
        assertArrayEquals(new float[] {1, 1, 2, 3, 3}, of(NEAREST, true, 5, 1, 2, 3));
    }

    @Test
    void bilinearHoldsTheBorder() {
        assertArrayEquals(new float[] {0, 0.25f, 0.75f, 1}, of(BILINEAR, false, 4, 0, 1), 1e-6f);
        assertArrayEquals(new float[] {0.5f, 2.5f}, of(BILINEAR, false, 2, 0, 1, 2, 3), 1e-6f);
    }

    @Test
    void antialiasWidensTheTriangle() {
        assertArrayEquals(new float[] {3 / 7f, 3 / 7f}, of(BILINEAR, true, 2, 1, 0, 0, 1), 1e-6f);
        assertArrayEquals(of(BILINEAR, false, 7, 3, 1, 4), of(BILINEAR, true, 7, 3, 1, 4), "nothing to do where it grows");
    }

    @Test
    void bicubic() {
        // At distances 0.25, 0.75 and 1.25 the cubic is 0.8671875, 0.2265625 and -0.0703125; what lies outside is left out.
        assertEquals(0.8671875 / (0.8671875 - 0.0703125), of(BICUBIC, false, 6, 1, 0, 0)[0], 1e-6);
        assertEquals(0.8671875 / (0.8671875 + 0.2265625 - 0.0703125), of(BICUBIC, false, 6, 0, 1, 0)[2], 1e-6);
    }

    @Test
    void allAddUpToOne() {
        for (Method method : Method.values()) {
            for (int length : new int[] {1, 2, 3, 6, 13, 17}) {
                float[] y = of(method, length % 2 == 0, length, 2, 2, 2, 2, 2, 2, 2);
                assertEquals(length, y.length);
                for (float v : y) {
                    assertEquals(2, v, 1e-5, method + " to " + length);
                }
            }
        }
    }

    @Test
    void lanczosTakesItsOwnPlace() {
        for (Method method : new Method[] {LANCZOS3, LANCZOS5}) {
            float[] y = of(method, false, 9, 1, 5, 2);
            assertArrayEquals(new float[] {1, 5, 2}, new float[] {y[1], y[4], y[7]}, 1e-5f, "a multiple of odd length keeps its centres");
        }
    }

    @Test
    void anyAxis() {
        Tensor x = Tensor.constant(NDArray.generate(Shape.of(2, 3, 4, 5), i -> Math.sin(i)));
        assertSame(x, Resize.resize(x, 2, 4, BICUBIC, true));
        for (Method method : Method.values()) {
            for (int axis = 0; axis < 4; axis++) {
                int rest = axis;
                int[] first = IntStream.concat(IntStream.of(axis),
                        IntStream.range(0, 4).filter(i -> i != rest)).toArray();
                NDArray moved = Resize.resize(x.transpose(first), 0, 7, method, false).value();
                assertEquals(Resize.resize(x, axis, 7, method, false).transpose(first).value(), moved, method + " on axis " + axis);
                assertEquals(moved, Resize.resize(x, axis - 4, 7, method, false).transpose(first).value());
            }
        }
    }
}
