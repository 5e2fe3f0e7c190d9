package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dyp.tensor.Shape;
import org.junit.jupiter.api.Test;

class FinerTest {
    @Test
    void bothShapesAreAxesOfTheCutMerged() {
        assertEquals(Shape.of(32, 64, 3, 64), Finer.common(Shape.of(32, 64, 192), Shape.of(2048, 3, 64)));
        assertEquals(Shape.of(32, 64, 192), Finer.common(Shape.of(2048, 192), Shape.of(32, 64, 192)));
        assertEquals(Shape.of(7, 5), Finer.common(Shape.of(1, 7, 5), Shape.of(7, 5, 1)));
        assertEquals(Shape.of(7, 1, 5), Finer.common(Shape.of(7, 1, 5), Shape.of(7, 1, 5)));
        assertEquals(Shape.SCALAR, Finer.common(Shape.of(1, 1), Shape.of(1)));
        assertEquals(Shape.of(2, 2, 2), Finer.common(Shape.of(4, 2), Shape.of(2, 4)));
    }

    @Test
    void someShapesHaveNoCommonCut() {
        assertNull(Finer.common(Shape.of(4, 6), Shape.of(3, 8)));
        assertNull(Finer.common(Shape.of(4, 6), Shape.of(4, 5)));
        assertNull(Finer.common(Shape.of(0, 6), Shape.of(6, 0)));
    }

    @Test
    void anInputIsCutLikeWhatItStretchesTo() {
        Shape whole = Shape.of(32, 64, 192);
        Shape finer = Shape.of(32, 64, 3, 64);
        assertEquals(Shape.of(1, 1, 3, 64), Finer.cut(Shape.of(192), whole, finer));
        assertEquals(Shape.of(32, 64, 1, 1), Finer.cut(Shape.of(32, 64, 1), whole, finer));
        assertEquals(Shape.of(1, 64, 3, 64), Finer.cut(Shape.of(64, 192), whole, finer));
        assertEquals(Shape.of(1, 1, 1, 1), Finer.cut(Shape.SCALAR, whole, finer));
        assertEquals(Shape.of(192), Finer.cut(Shape.of(192), whole, whole));
        assertEquals(Shape.of(7, 1), Finer.cut(Shape.of(7, 1, 1), Shape.of(7, 1, 5), Shape.of(7, 5)));
    }
}
