package dyp.labs.face;

import dyp.labs.Dice;
import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Faces drawn by a program, in seven moods: grey pictures of 48x48 pixels in the manner of FER2013, for labs that must run without a download. No picture shows a real
 * person.
 *
 * <p>A person has a head, hair, brows, eyes and a mouth of its own, which all of its pictures share; the mood of a picture moves them as Ekman's action units say; light, pose
 * and noise differ from picture to picture. The moods are as unequally common as in FER2013 (one in seventy is disgust). Pictures depend on the seed alone, on every machine.
 */
public final class DrawnFaces {
    /** Width and height of a picture in pixels. */
    public static final int SIDE = Raster.SIDE;

    /** Pixels of a picture. */
    public static final int PIXELS = SIDE * SIDE;

    private DrawnFaces() {}

    /**
     * Pictures and what is known of them. The arrays are not copied.
     *
     * @param pixels {@code count * 2304} unsigned bytes, picture after picture, row after row; 0 is black, 255 white
     * @param moods class numbers, by {@link Mood}
     * @param persons whose picture it is, from 0
     * @param parts where brows, eyes, nose and mouth are
     */
    public record Faces(byte[] pixels, int[] moods, int[] persons, List<Parts> parts) {
        public int count() {
            return moods.length;
        }
    }

    /**
     * So many pictures of each of so many persons, those of a person one after the other.
     *
     * @param persons how many; the first ones of a seed are the same however many there are
     * @param each pictures of each
     * @param seed any number; different seeds give different persons
     */
    public static Faces generate(int persons, int each, long seed) {
        if (persons < 1 || each < 1 || (long) persons * each * PIXELS > Integer.MAX_VALUE) {
            throw new DypException("There must be 1 person or more with 1 picture or more, and " + Integer.MAX_VALUE / PIXELS + " pictures at most, but " + persons
                    + " persons with " + each + " pictures each were asked for.");
        }
        int count = persons * each;
        byte[] pixels = new byte[count * PIXELS];
        int[] moods = new int[count];
        int[] whose = new int[count];
        Parts[] parts = new Parts[count];
        IntStream.range(0, persons).parallel().forEach(person -> {
            long own = Dice.key(seed, person);
            Person who = Person.of(new Dice(own));
            for (int k = 0; k < each; k++) {
                int i = person * each + k;
                Dice dice = new Dice(Dice.key(own, k));
                Mood mood = Mood.at(dice.unit());
                FaceArtist.Drawn drawn = FaceArtist.draw(who, Action.of(mood, dice), dice);
                for (int pixel = 0; pixel < PIXELS; pixel++) {
                    pixels[i * PIXELS + pixel] = (byte) (int) (drawn.grey()[pixel] * 255 + 0.5f);
                }
                moods[i] = mood.ordinal();
                whose[i] = person;
                parts[i] = drawn.parts();
            }
        });
        return new Faces(pixels, moods, whose, Arrays.asList(parts));
    }

    /** One picture of a mood, for looking at: the same person for the same seed. @return 2304 unsigned bytes, row after row */
    public static byte[] show(Mood mood, long person, long picture) {
        Dice dice = new Dice(Dice.key(person, picture));
        FaceArtist.Drawn drawn = FaceArtist.draw(Person.of(new Dice(person)), Action.of(mood, dice), dice);
        byte[] pixels = new byte[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            pixels[i] = (byte) (int) (drawn.grey()[i] * 255 + 0.5f);
        }
        return pixels;
    }
}
