package dyp.labs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SyntheticDigitsTest {

    private static final int PIXELS = SyntheticDigits.PIXELS;

    @Test
    void sameSeedGivesSameBytes() {
        SyntheticDigits.Digits one = SyntheticDigits.generate(300, 42);
        SyntheticDigits.Digits two = SyntheticDigits.generate(300, 42);
        assertArrayEquals(one.pixels(), two.pixels());
        assertArrayEquals(one.labels(), two.labels());
    }

    /** The bytes are the same on every machine; if you change the generator on purpose, put in the new number. */
    @Test
    void bytesAreTheKnownOnes() {
        SyntheticDigits.Digits digits = SyntheticDigits.generate(1000, 1);
        CRC32 sum = new CRC32();
        sum.update(digits.pixels());
        for (int label : digits.labels()) {
            sum.update(label);
        }
        assertEquals("c1d2e52e", Long.toHexString(sum.getValue()));
    }

    @Test
    void differentSeedsDiffer() {
        SyntheticDigits.Digits one = SyntheticDigits.generate(100, 1);
        SyntheticDigits.Digits two = SyntheticDigits.generate(100, 2);
        assertFalse(Arrays.equals(one.pixels(), two.pixels()));
        assertFalse(Arrays.equals(one.labels(), two.labels()));
    }

    @Test
    void noImageIsMadeTwice() {
        SyntheticDigits.Digits digits = SyntheticDigits.generate(2000, 5);
        long different = IntStream.range(0, 2000)
                .mapToObj(i -> ByteBuffer.wrap(digits.pixels(), i * PIXELS, PIXELS))
                .distinct().count();
        assertEquals(2000, different);
    }

    @Test
    void firstImagesDoNotDependOnTheCount() {
        SyntheticDigits.Digits all = SyntheticDigits.generate(200, 7);
        for (int count : new int[] {0, 1, 9, 10, 11, 100, 199}) {
            SyntheticDigits.Digits some = SyntheticDigits.generate(count, 7);
            assertEquals(count, some.count());
            assertArrayEquals(Arrays.copyOf(all.pixels(), count * PIXELS), some.pixels());
            assertArrayEquals(Arrays.copyOf(all.labels(), count), some.labels());
        }
    }

    @Test
    void classesAreBalancedAndShuffled() {
        SyntheticDigits.Digits digits = SyntheticDigits.generate(1003, 3);
        int[] counts = new int[10];
        for (int label : digits.labels()) {
            counts[label]++;
        }
        for (int digit = 0; digit < 10; digit++) {
            assertTrue(counts[digit] == 100 || counts[digit] == 101, "digit " + digit + ": " + counts[digit]);
        }
        int[] first = Arrays.copyOfRange(digits.labels(), 0, 10);
        int[] second = Arrays.copyOfRange(digits.labels(), 10, 20);
        assertFalse(Arrays.equals(first, second));
    }

    @Test
    void everyImageHasSensibleInkInTheMiddle() {
        SyntheticDigits.Digits digits = SyntheticDigits.generate(3000, 11);
        double[] perDigit = new double[10];
        for (int i = 0; i < digits.count(); i++) {
            double ink = 0;
            double x = 0;
            double y = 0;
            int darkest = 0;
            for (int p = 0; p < PIXELS; p++) {
                int value = digits.pixels()[i * PIXELS + p] & 255;
                darkest = Math.max(darkest, value);
                ink += value / 255.0;
                x += value / 255.0 * (p % 28 + 0.5);
                y += value / 255.0 * (p / 28 + 0.5);
            }
            String which = "image " + i + ", a " + digits.labels()[i];
            assertTrue(ink > 15 && ink < 300, which + ", has ink for " + ink + " pixels");
            assertTrue(darkest > 150, which + ", is only " + darkest + " dark");
            assertEquals(14, x / ink, 1.5, which);
            assertEquals(14, y / ink, 1.5, which);
            perDigit[digits.labels()[i]] += ink / 300;
        }
        for (int digit = 0; digit < 10; digit++) {
            assertTrue(perDigit[digit] > 50 && perDigit[digit] < 150,
                    "digit " + digit + " has ink for " + perDigit[digit] + " pixels on average");
        }
    }

    @Test
    void drawWritesOnlyItsOwnImage() {
        byte[] out = new byte[PIXELS + 20];
        Arrays.fill(out, (byte) 77);
        SyntheticDigits.draw(4, 99, out, 10);
        byte[] alone = new byte[PIXELS];
        SyntheticDigits.draw(4, 99, alone, 0);
        assertArrayEquals(alone, Arrays.copyOfRange(out, 10, 10 + PIXELS));
        for (int i = 0; i < 10; i++) {
            assertEquals(77, out[i]);
            assertEquals(77, out[out.length - 1 - i]);
        }
        byte[] other = new byte[PIXELS];
        SyntheticDigits.draw(4, 100, other, 0);
        assertFalse(Arrays.equals(alone, other));
    }

    @Test
    void badArgumentsAreNamed() {
        byte[] out = new byte[PIXELS];
        refused("count must be from 0 to 2739137 images, but was -1", () -> SyntheticDigits.generate(-1, 0));
        refused("but was 2739138; ask for fewer", () -> SyntheticDigits.generate(2_739_138, 0));
        refused("digit must be from 0 to 9, but was 10", () -> SyntheticDigits.draw(10, 0, out, 0));
        refused("digit must be from 0 to 9, but was -1", () -> SyntheticDigits.draw(-1, 0, out, 0));
        refused("out must be an array of at least 784 bytes, but was null", () -> SyntheticDigits.draw(0, 0, null, 0));
        refused("offset was 1 and out has 784 bytes", () -> SyntheticDigits.draw(0, 0, out, 1));
        refused("offset was -1", () -> SyntheticDigits.draw(0, 0, out, -1));
    }

    private static void refused(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
