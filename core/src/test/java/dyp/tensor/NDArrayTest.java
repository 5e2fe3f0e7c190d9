package dyp.tensor;

import static dyp.tensor.ShapeTest.message;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NDArrayTest {
    private final NDArray a = NDArray.of(new float[][] {{1, 2, 3}, {4, 5, 6}});

    @Test
    void reading() {
        assertEquals(Shape.of(2, 3), a.shape());
        assertEquals(6, a.get(1, 2));
        assertEquals(4, a.at(3));
        assertEquals(7, NDArray.scalar(7).item());
        assertEquals("Shape (2, 3) takes 2 indices, but 1 came.", message(() -> a.get(1)));
        assertEquals("Index [0, 3] lies outside shape (2, 3).", message(() -> a.get(0, 3)));
        assertEquals("item() reads an array of one element, but this one has shape (2, 3).", message(a::item));
    }

    @Test
    void reshaping() {
        assertEquals(NDArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2), a.reshape(3, -1));
        assertSame(a.floats(), a.reshape(6).floats());
        assertEquals("[reshape] (2, 3) has 6 elements, which do not fit [4, -1].", message(() -> a.reshape(4, -1)));
        assertEquals("[reshape] only one axis may be -1, but [-1, -1] has more.", message(() -> a.reshape(-1, -1)));
    }

    @Test
    void rows() {
        assertEquals(NDArray.of(new float[] {4, 5, 6}, 1, 3), a.rows(1, 2));
        assertEquals(NDArray.of(new float[][] {{4, 5, 6}, {1, 2, 3}, {4, 5, 6}}), a.rows(new int[] {1, 0, 1}));
        NDArray n = NDArray.of(new int[] {1, 2, 3});
        assertEquals(NDArray.of(new int[] {3, 1}), n.rows(new int[] {2, 0}));
        a.rows(0, 1).floats()[0] = 9;
        assertEquals(1, a.at(0));
    }

    @Test
    void types() {
        NDArray n = NDArray.of(new int[] {1, 2});
        assertEquals(NDArray.of(new float[] {1, 2}), n.toFloat());
        assertSame(a, a.toFloat());
        assertEquals("This array holds int32 values; read them with ints(), or turn it with toFloat().", message(n::floats));
        assertEquals("This array holds float32 values; read them with floats().", message(a::ints));
    }

    @Test
    void equality() {
        assertEquals(a, a.copy());
        assertEquals(a.hashCode(), a.copy().hashCode());
        assertNotEquals(a, a.reshape(6));
        assertNotEquals(NDArray.of(new int[] {1}), NDArray.of(new float[] {1}));
        assertEquals(NDArray.of(new float[] {Float.NaN}), NDArray.of(new float[] {Float.NaN}));
        assertNotEquals(NDArray.of(new float[] {0f}), NDArray.of(new float[] {-0f}));
    }

    @Test
    void printing() {
        assertEquals("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]", a.toString());
        assertEquals("7.0", NDArray.scalar(7).toString());
        assertEquals("[0, 1, 2, 3, 4, 5, ..., 94, 95, 96, 97, 98, 99]",
                NDArray.of(java.util.stream.IntStream.range(0, 100).toArray()).toString());
        assertEquals("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]", NDArray.of(java.util.stream.IntStream.range(0, 12).toArray()).toString());
    }

    @Test
    void unfitValues() {
        assertEquals("An array of shape (2, 2) needs 4 values, but 3 came.", message(() -> NDArray.of(new float[3], 2, 2)));
        assertEquals("Row 1 has 1 values, but the rows before it have 2.", message(() -> NDArray.of(new float[][] {{1, 2}, {3}})));
    }

    @Test
    void slicesAreStretchesOfAnArray() {
        float[] data = {0, 1, 2, 3, 4};
        Slice s = Slice.of(data, 1, 3);
        s.set(0, 7);
        s.load(NDArray.of(new float[] {7, 8, 9}));
        assertArrayEquals(new float[] {0, 7, 8, 9, 4}, data);
        assertEquals(NDArray.of(new float[] {7, 8, 9}, 3, 1), s.toArray(Shape.of(3, 1)));
        assertEquals(1.5f, Slice.of(new double[] {1.5}).toArray(Shape.of(1)).at(0));
        assertEquals(-2, Slice.of(new int[] {1, -2}, 1, 1).get(0));
        assertThrows(IllegalArgumentException.class, () -> Slice.of(data, 3, 3));
        assertThrows(IllegalStateException.class, s::ints);
    }
}
