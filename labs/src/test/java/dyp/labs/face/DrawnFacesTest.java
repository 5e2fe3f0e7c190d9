package dyp.labs.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.labs.Dice;
import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Drawn faces: the same everywhere, as unequally common as FER2013's, and known in their parts. */
class DrawnFacesTest {
    private static final long CHECKSUM = 2699704421L;
    private static final DrawnFaces.Faces FACES = DrawnFaces.generate(60, 20, 7);

    /** To the bit, on every machine: the checksum stands here. */
    @Test
    void theSameEverywhere() {
        DrawnFaces.Faces few = DrawnFaces.generate(10, 20, 7);
        assertArrayEquals(Arrays.copyOf(FACES.pixels(), few.pixels().length), few.pixels(), "the first persons of more");
        CRC32 sum = new CRC32();
        sum.update(few.pixels());
        assertEquals(CHECKSUM, sum.getValue());
        assertNotEquals(Arrays.hashCode(few.pixels()), Arrays.hashCode(DrawnFaces.generate(10, 20, 8).pixels()));
    }

    @Test
    void moodsAreAsUnequalAsInFer2013() {
        int[] counts = new int[7];
        for (int mood : DrawnFaces.generate(500, 20, 1).moods()) {
            counts[mood]++;
        }
        assertEquals(28709, Mood.ALL);
        assertEquals(10_000 * 436 / 28709.0, counts[Mood.DISGUST.ordinal()], 50, Arrays.toString(counts));
        assertEquals(10_000 * 7215 / 28709.0, counts[Mood.HAPPY.ordinal()], 200, Arrays.toString(counts));
        assertEquals(Mood.HAPPY.ordinal(), indexOfLargest(counts));
    }

    private static int indexOfLargest(int[] counts) {
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return best;
    }

    /** Brows above eyes above the mouth, all in the picture, covering a small part of it. */
    @Test
    void partsAreWhereTheyBelong() {
        for (Parts parts : FACES.parts()) {
            double brows = middle(parts, "brows");
            double eyes = middle(parts, "eyes");
            double mouth = middle(parts, "mouth");
            assertTrue(0 < brows && brows < eyes && eyes + 5 < mouth && mouth < 48, parts::toString);
            assertTrue(parts.area() > 0.05 && parts.area() < 0.45, parts::toString);
            assertEquals("", parts.at(0, 47));
        }
    }

    private static double middle(Parts parts, String name) {
        return parts.parts().stream().filter(p -> p.name().equals(name)).mapToDouble(p -> (p.top() + p.bottom()) / 2).average().orElseThrow();
    }

    /** What muscles do can be seen: a dropped jaw darkens the mouth, of the same person in the same light. */
    @Test
    void actionsShow() {
        Person person = Person.of(new Dice(3));
        double[] rest = new double[Action.values().length];
        double[] open = rest.clone();
        open[Action.JAW_DROPS.ordinal()] = 1;
        FaceArtist.Drawn shut = FaceArtist.draw(person, rest, new Dice(5));
        FaceArtist.Drawn wide = FaceArtist.draw(person, open, new Dice(5));
        Parts.Part mouth = wide.parts().parts().stream().filter(p -> p.name().equals("mouth")).findFirst().orElseThrow();
        double darker = 0;
        double elsewhere = 0;
        for (int i = 0; i < DrawnFaces.PIXELS; i++) {
            double change = shut.grey()[i] - wide.grey()[i];
            if (mouth.holds(i % 48 + 0.5, i / 48 + 0.5)) {
                darker += change;
            } else if (i / 48 < 20) {
                elsewhere += Math.abs(change);
            }
        }
        assertTrue(darker > 5, "mouth " + darker);
        assertEquals(0, elsewhere, 1e-3, "the brows stay");
    }

    @Test
    void asksForWhatCanBe() {
        assertEquals("There must be 1 person or more with 1 picture or more, and 932067 pictures at most, but 0 persons with 3 pictures each were asked for.",
                assertThrows(DypException.class, () -> DrawnFaces.generate(0, 3, 1)).getMessage());
        assertThrows(DypException.class, () -> DrawnFaces.generate(1_000_000, 1000, 1));
    }
}
