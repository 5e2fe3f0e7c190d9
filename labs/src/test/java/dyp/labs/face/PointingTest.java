package dyp.labs.face;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PointingTest {
    /** Boxes that overlap: the first one counts; the far edges are outside. */
    @Test
    void aPixelBelongsToTheFirstPartThatHoldsIt() {
        Parts parts = new Parts(List.of(new Parts.Part("eyes", 10, 10, 20, 14), new Parts.Part("mouth", 18, 12, 30, 20)));
        assertEquals("eyes", parts.at(19, 13));
        assertEquals("mouth", parts.at(20, 13));
        assertEquals("", parts.at(20, 11));
        assertEquals("", parts.at(30, 15));
        assertEquals((40.0 + 96 - 4) / (48 * 48), parts.area(), 1e-12);
    }

    /** F1 by hand: class 0 has 3 right of 4 there and 5 said; class 2 occurs nowhere. */
    @Test
    void f1IsWhatItShouldBe() {
        Judgement j = new Judgement(new int[][] {{3, 1, 0}, {2, 4, 0}, {0, 0, 0}}, new double[10][3], new int[10]);
        assertEquals(6.0 / 9, j.f1(0), 1e-12);
        assertEquals(8.0 / 11, j.f1(1), 1e-12);
        assertEquals(Double.NaN, j.f1(2));
        assertEquals((6.0 / 9 + 8.0 / 11) / 2, j.macroF1(), 1e-12);
        assertEquals(0.7, j.accuracy(), 1e-12);
    }
}
