package dyp.labs;

import java.util.stream.IntStream;

/**
 * Handwritten digits made by a program: grey images of 28x28 pixels in ten classes, in the manner of MNIST,
 * for labs that must run without a download.
 *
 * <p>A digit is written as strokes along smooth curves in one of several styles, blended with another style
 * and shaken; then it is stretched, slanted, turned and distorted elastically (Simard, Steinkraus, Platt,
 * ICDAR 2003) and drawn with a soft round pen. As LeCun, Cortes and Burges describe for MNIST, the size is
 * normalized so that the ink fits a box of 20x20 pixels keeping its shape, and the centre of mass is put in
 * the middle of the 28x28 pixels.
 *
 * <p>The images depend on the seed alone, on every machine: image {@code i} of a seed is the same however
 * many are made and however many threads make them.
 */
public final class SyntheticDigits {

    /** Width and height of an image in pixels. */
    public static final int SIDE = Pen.SIDE;

    /** Pixels of an image. */
    public static final int PIXELS = SIDE * SIDE;

    /** Number of classes: the digits 0 to 9. */
    public static final int CLASSES = 10;

    private static final int BOX = 20;
    private static final int MOST = Integer.MAX_VALUE / PIXELS;

    private SyntheticDigits() {}

    /**
     * Images and what they show. The arrays are not copied.
     *
     * @param pixels {@code count * 784} unsigned bytes, image after image, row after row; 0 is paper, 255 full ink
     * @param labels the digit on each image, 0 to 9
     */
    public record Digits(byte[] pixels, int[] labels) {

        /**
         * The number of images.
         *
         * @return how many images there are
         */
        public int count() {
            return labels.length;
        }
    }

    /**
     * Makes images. Every ten in a row hold each digit once, in an order shuffled by the seed, so the classes
     * are balanced, and the first {@code n} images of a seed are the same whatever {@code count} is.
     *
     * @param count number of images
     * @param seed any number; different seeds give different images
     * @return {@code count} images of shape 28x28 with their labels
     */
    public static Digits generate(int count, long seed) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("count must be from 0 to " + MOST + " images, but was " + count
                    + "; ask for fewer images, or make several sets with different seeds");
        }
        byte[] pixels = new byte[count * PIXELS];
        int[] labels = new int[count];
        int tens = (count + CLASSES - 1) / CLASSES;
        IntStream.range(0, tens).parallel().forEach(ten -> {
            int[] order = shuffled(new Dice(Dice.key(~seed, ten)));
            for (int i = ten * CLASSES; i < Math.min(count, (ten + 1) * CLASSES); i++) {
                labels[i] = order[i % CLASSES];
                write(labels[i], new Dice(Dice.key(seed, i)), pixels, i * PIXELS);
            }
        });
        return new Digits(pixels, labels);
    }

    /**
     * Draws one image of a digit.
     *
     * @param digit 0 to 9
     * @param seed any number; it decides how the digit is written
     * @param out where the 784 unsigned bytes go, row after row; 0 is paper, 255 full ink
     * @param offset index in {@code out} of the first of them
     */
    public static void draw(int digit, long seed, byte[] out, int offset) {
        if (digit < 0 || digit >= CLASSES) {
            throw new IllegalArgumentException("digit must be from 0 to 9, but was " + digit + "; pass one digit");
        }
        if (out == null) {
            throw new IllegalArgumentException("out must be an array of at least " + PIXELS
                    + " bytes, but was null; make one with new byte[" + PIXELS + "]");
        }
        if (offset < 0 || offset > out.length - PIXELS) {
            throw new IllegalArgumentException("out must have room for " + PIXELS + " bytes from offset on,"
                    + " but offset was " + offset + " and out has " + out.length + " bytes;"
                    + " pass a longer array or another offset");
        }
        write(digit, new Dice(Dice.key(seed, digit)), out, offset);
    }

    private static int[] shuffled(Dice dice) {
        int[] order = new int[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            int j = dice.below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static void write(int digit, Dice dice, byte[] out, int offset) {
        boolean bar = digit == 1; // so simple a shape must stay steadier, or it reads as a 2 or a 7
        Glyph glyph = Glyphs.pick(digit, dice);
        Glyph relative = Glyphs.relative(digit, glyph, dice);
        double shake = dice.between(1.5, 4.4) * (bar ? 0.75 : 1);
        Path path = glyph.write(relative, dice.between(-0.1, 0.6), shake, dice);

        double slant = bar ? 0.25 + 0.28 * dice.bell() : 0.15 + 0.2 * dice.bell();
        double stretch = Math.min(1.6, Math.max(0.65, 1 + 0.22 * dice.bell()));
        Distortion.affine(path, stretch, slant, 0.1 * dice.bell());
        Distortion.elastic(path, dice.between(0.02, 0.07), dice);

        double width = Math.max(1.5, (bar ? 2.8 : 2.5) + 0.7 * dice.bell());
        path.fit(BOX - width, SIDE / 2.0);
        Pen pen = new Pen();
        pen.draw(path, width, 0.1, dice.between(0.8, 1.3), dice);
        pen.roughen(0.1, dice);
        pen.copyCentred(out, offset);
    }
}
