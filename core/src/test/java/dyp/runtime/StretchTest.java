package dyp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.runtime.Stretch.Kind;
import dyp.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchTest {
    @Test
    void theKinds() {
        assertEquals(Kind.SAME, kind(Shape.of(2, 3), Shape.of(2, 3)));
        assertEquals(Kind.SAME, kind(Shape.of(6), Shape.of(1, 6)));
        assertEquals(Kind.SCALAR, kind(Shape.SCALAR, Shape.of(2, 3)));
        assertEquals(Kind.SCALAR, kind(Shape.of(1, 1), Shape.of(2, 3)));
        assertEquals(Kind.CYCLE, kind(Shape.of(3), Shape.of(2, 3)));
        assertEquals(Kind.CYCLE, kind(Shape.of(5), Shape.of(2, 3, 4, 5)));
        assertEquals(Kind.CYCLE, kind(Shape.of(4, 5), Shape.of(2, 3, 4, 5)));
        assertEquals(Kind.CYCLE, kind(Shape.of(1, 3), Shape.of(2, 3)));
        assertEquals(Kind.REPEAT, kind(Shape.of(2, 1), Shape.of(2, 3)));
        assertEquals(Kind.REPEAT, kind(Shape.of(2, 3, 1, 1), Shape.of(2, 3, 4, 5)));
        assertEquals(Kind.GENERAL, kind(Shape.of(2, 1, 5), Shape.of(2, 3, 5)));
        assertEquals(Kind.GENERAL, kind(Shape.of(1, 3, 1), Shape.of(2, 3, 5)));
    }

    @Test
    void theInnerAxisAfterMerging() {
        assertEquals(20, Stretch.of(Shape.of(4, 5), Shape.of(2, 3, 4, 5)).inner());
        assertEquals(20, Stretch.of(Shape.of(2, 3, 1, 1), Shape.of(2, 3, 4, 5)).inner());
        assertEquals(1, Stretch.of(Shape.SCALAR, Shape.SCALAR).inner());
    }

    /** Every way to stretch into a few shapes, each index against NumPy's rule worked out axis by axis. */
    @Test
    void everyIndex() {
        for (Shape out : List.of(Shape.SCALAR, Shape.of(1), Shape.of(7), Shape.of(3, 1), Shape.of(2, 3), Shape.of(2, 1, 3), Shape.of(2, 3, 2, 5))) {
            for (int bits = 0; bits < 1 << out.rank(); bits++) {
                for (int rank = 0; rank <= out.rank(); rank++) {
                    Shape in = out.slice(out.rank() - rank, out.rank());
                    for (int axis = 0; axis < rank; axis++) {
                        in = (bits >> axis & 1) == 1 ? in.with(axis, 1) : in;
                    }
                    Stretch stretch = Stretch.of(in, out);
                    for (int flat = 0; flat < out.size(); flat++) {
                        assertEquals(index(in, out, flat), stretch.index(flat), in + " to " + out + " at " + flat);
                    }
                }
            }
        }
    }

    private static int index(Shape in, Shape out, int flat) {
        int index = 0;
        for (int axis = 0; axis < out.rank(); axis++) {
            int at = flat / out.strides()[axis] % out.dim(axis);
            int own = axis - (out.rank() - in.rank());
            if (own >= 0 && in.dim(own) > 1) {
                index += at * in.strides()[own];
            }
        }
        return index;
    }

    private static Kind kind(Shape in, Shape out) {
        return Stretch.of(in, out).kind();
    }
}
