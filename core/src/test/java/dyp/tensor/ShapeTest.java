package dyp.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void printsAsAPythonTuple() {
        assertEquals("()", Shape.SCALAR.toString());
        assertEquals("(10,)", Shape.of(10).toString());
        assertEquals("(32, 784)", Shape.of(32, 784).toString());
    }

    @Test
    void countsItsElements() {
        assertEquals(1, Shape.SCALAR.size());
        assertEquals(24, Shape.of(2, 3, 4).size());
        assertEquals(0, Shape.of(2, 0, 4).size());
        assertArrayEquals(new int[] {12, 4, 1}, Shape.of(2, 3, 4).strides());
    }

    @Test
    void negativeAxesCountFromTheEnd() {
        Shape s = Shape.of(2, 3, 4);
        assertEquals(4, s.dim(-1));
        assertEquals(2, s.dim(-3));
        assertEquals(Shape.of(2, 5, 4), s.with(-2, 5));
        assertEquals("Axis 3 does not exist in shape (2, 3, 4) (rank 3).", message(() -> s.dim(3)));
        assertEquals("Axis -4 does not exist in shape (2, 3, 4) (rank 3).", message(() -> s.dim(-4)));
    }

    @Test
    void broadcastsByNumPysRule() {
        assertEquals(Shape.of(2, 3), Shape.broadcast(Shape.of(2, 3), Shape.of(3)));
        assertEquals(Shape.of(2, 3), Shape.broadcast(Shape.of(2, 1), Shape.of(1, 3)));
        assertEquals(Shape.of(2, 3), Shape.broadcast(Shape.SCALAR, Shape.of(2, 3)));
        assertEquals(Shape.of(0), Shape.broadcast(Shape.of(0), Shape.of(1)));
        assertNull(Shape.broadcast(Shape.of(2, 3), Shape.of(2)));
        assertTrue(Shape.of(3).broadcastsTo(Shape.of(2, 3)));
        assertFalse(Shape.of(2, 3).broadcastsTo(Shape.of(3)));
        assertFalse(Shape.of(3, 1).broadcastsTo(Shape.of(1, 4)));
    }

    @Test
    void samplesAndBatches() {
        assertEquals(Shape.of(28, 28), Shape.of(32, 28, 28).sample());
        assertEquals(Shape.of(32, 28, 28), Shape.of(28, 28).batch(32));
        assertEquals(Shape.of(3, 4), Shape.of(2, 3, 4, 5).slice(1, 3));
    }

    @Test
    void theGivenArrayIsNotKept() {
        int[] dims = {2, 3};
        Shape s = Shape.of(dims);
        dims[0] = 9;
        s.dims()[1] = 9;
        assertEquals(Shape.of(2, 3), s);
        assertEquals(Shape.of(2, 3).hashCode(), s.hashCode());
    }

    @Test
    void impossibleShapesAreRefused() {
        assertEquals("A shape's axes must be 0 or longer, but [2, -1] was asked for.", message(() -> Shape.of(2, -1)));
        assertEquals("An array of shape [65536, 65536] has more than 2^31 - 1 elements, the most that one array can hold. Use a smaller batch.",
                message(() -> Shape.of(65536, 65536)));
    }

    static String message(Runnable body) {
        return assertThrows(DypException.class, body::run).getMessage();
    }
}
