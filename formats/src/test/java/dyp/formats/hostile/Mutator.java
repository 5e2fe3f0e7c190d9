package dyp.formats.hostile;

import dyp.formats.file.Archives;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files with something wrong in them: a function of the file and the seed alone. Half of what is packed is changed inside, and packed again soundly. */
final class Mutator {
    /** Where the sizes are, in most formats. */
    private static final int HEADER = 600;
    private static final long[] SIZES = {0, 1, -1, 255, 256, 65535, 1 << 20, 1 << 28, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFFFFFFL, 1L << 33, Long.MAX_VALUE,
        Long.MIN_VALUE, Integer.MAX_VALUE - 8, 0x1FFFFFFF, 100_000};
    private static final String[] NUMBERS = {"0", "-1", "2147483647", "99999999999", "1e30", "1000000", "9223372036854775807", "NaN"};
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** Unlike Random's, its numbers have nothing in common for seeds side by side. */
    private final SplittableRandom random;

    Mutator(long seed) {
        random = new SplittableRandom(seed);
    }

    byte[] mutate(byte[] good) {
        boolean inside = random.nextBoolean();
        if (inside && starts(good, 'P', 'K')) {
            return rezipped(good);
        }
        if (inside && starts(good, 0x1F, 0x8B)) {
            return Archives.gzip(change(Archives.gunzip(good)));
        }
        return change(good);
    }

    private static boolean starts(byte[] b, int first, int second) {
        return b.length > 2 && (b[0] & 0xFF) == first && (b[1] & 0xFF) == second;
    }

    private byte[] change(byte[] good) {
        byte[] b = good.clone();
        if (b.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        switch (random.nextInt(6)) {
            case 0 -> {
                for (int i = 1 + random.nextInt(8); i > 0; i--) {
                    b[place(b)] = (byte) random.nextInt();
                }
            }
            case 1 -> b[place(b)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> b = Arrays.copyOf(b, random.nextInt(b.length));
            case 3 -> b = spliced(b);
            case 4 -> {
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    blowUp(b);
                }
            }
            default -> b = otherNumber(b);
        }
        return b;
    }

    private int place(byte[] b) {
        return random.nextInt(random.nextBoolean() ? b.length : Math.min(b.length, HEADER));
    }

    /** A stretch left out, said twice, or put elsewhere. */
    private byte[] spliced(byte[] b) {
        int from = place(b), length = 1 + random.nextInt(Math.min(64, b.length - from)), to = place(b);
        byte[] piece = Arrays.copyOfRange(b, from, from + length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean insert = random.nextBoolean();
        out.write(b, 0, to);
        if (insert) {
            out.writeBytes(piece);
            out.write(b, to, b.length - to);
        } else {
            int rest = Math.min(b.length, to + length);
            out.write(b, rest, b.length - rest);
        }
        return out.toByteArray();
    }

    /** A number that a size may have been, in either order of bytes. */
    private void blowUp(byte[] b) {
        int width = 2 << random.nextInt(3), at = place(b) / (random.nextBoolean() ? 1 : width) * (random.nextBoolean() ? 1 : width);
        long size = SIZES[random.nextInt(SIZES.length)];
        if (at + width <= b.length) {
            ByteBuffer to = ByteBuffer.wrap(b).order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            switch (width) {
                case 2 -> to.putShort(at, (short) size);
                case 4 -> to.putInt(at, (int) size);
                default -> to.putLong(at, size);
            }
        }
    }

    /** Another number in a text, where there is one. */
    private byte[] otherNumber(byte[] b) {
        String text = new String(b, StandardCharsets.ISO_8859_1);
        Matcher m = DIGITS.matcher(text);
        if (!m.find(place(b))) {
            blowUp(b);
            return b;
        }
        return (text.substring(0, m.start()) + NUMBERS[random.nextInt(NUMBERS.length)] + text.substring(m.end())).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] rezipped(byte[] good) {
        Map<String, byte[]> entries = Archives.unzip(good);
        String one = List.copyOf(entries.keySet()).get(random.nextInt(entries.size()));
        entries.put(one, change(entries.get(one)));
        return Archives.zip(entries);
    }
}
