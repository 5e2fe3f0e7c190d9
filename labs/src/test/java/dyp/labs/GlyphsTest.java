package dyp.labs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GlyphsTest {

    @Test
    void aLineIsReadAsWritten() {
        Glyph glyph = Glyph.parse(" x 2.5 1,2 3,4! / 5,-6 7,8 9,10");
        assertEquals("x", glyph.family());
        assertEquals(2.5, glyph.weight());
        assertEquals(2, glyph.strokes().length);
        assertArrayEquals(new double[] {1, 2, 3, 4}, glyph.strokes()[0]);
        assertArrayEquals(new double[] {5, -6, 7, 8, 9, 10}, glyph.strokes()[1]);
        assertArrayEquals(new boolean[] {false, true}, glyph.corners()[0]);
    }

    @Test
    void glyphsOfAFamilyHaveTheSameStrokes() {
        for (int digit = 0; digit < 10; digit++) {
            Map<String, List<Integer>> shapes = new HashMap<>();
            Set<Glyph> seen = new HashSet<>();
            Dice dice = new Dice(digit);
            for (int i = 0; i < 5000; i++) {
                Glyph glyph = Glyphs.pick(digit, dice);
                if (seen.add(glyph)) {
                    List<Integer> shape = new ArrayList<>();
                    for (double[] stroke : glyph.strokes()) {
                        assertTrue(stroke.length >= 6 && stroke.length % 2 == 0);
                        shape.add(stroke.length);
                    }
                    String which = digit + glyph.family();
                    assertEquals(shapes.computeIfAbsent(which, k -> shape), shape, which);
                    assertEquals(glyph.family(), Glyphs.relative(digit, glyph, dice).family());
                }
            }
            assertTrue(seen.size() >= 5, "styles of " + digit + ": " + seen.size());
        }
    }

    @Test
    void aPathKeepsItsShapeWhenFitted() {
        Path path = new Path();
        for (int i = 0; i < 300; i++) {
            path.add(i % 2, i / 75.0, i % 100 == 0);
        }
        path.fit(10, 14);
        assertEquals(9, path.y[0], 1e-9);
        assertEquals(19, path.y[299], 1e-9);
        assertEquals(10 / (299 / 75.0), path.x[1] - path.x[0], 1e-9);
        assertEquals(100, path.endOfStroke(0));
        assertEquals(300, path.endOfStroke(200));
    }

    @Test
    void diceAreFairEnough() {
        Dice dice = new Dice(1);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 100_000; i++) {
            double bell = dice.bell();
            assertTrue(Math.abs(bell) <= 3.5);
            sum += bell;
            squares += bell * bell;
        }
        assertEquals(0, sum / 100_000, 0.02);
        assertEquals(1, squares / 100_000, 0.02);
    }
}
