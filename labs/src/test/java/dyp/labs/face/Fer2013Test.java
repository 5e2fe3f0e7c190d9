package dyp.labs.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FER2013's table: what is written is read, and whatever is wrong with a row is said with its line. */
class Fer2013Test {
    private static final String HEAD = "emotion,pixels,Usage\n";

    @TempDir private Path folder;

    /** A picture whose greys go up from a first one. */
    private static String pixels(int first) {
        return IntStream.range(0, 2304).mapToObj(i -> "" + (first + i) % 256).collect(Collectors.joining(" "));
    }

    private static String row(int mood, int first, String usage) {
        return mood + "," + pixels(first) + "," + usage + "\n";
    }

    private Fer2013 read(String text) {
        try {
            return Fer2013.read(Files.writeString(folder.resolve("fer.csv"), text));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String complaint(String text) {
        return assertThrows(DypException.class, () -> read(text)).getMessage();
    }

    @Test
    void readsWhatIsThere() {
        Fer2013 table = read(HEAD + row(0, 0, "Training") + row(6, 200, "PublicTest") + row(3, 17, "PrivateTest") + row(1, 3, "Training"));
        assertArrayEquals(new int[] {0, 6, 3, 1}, table.moods());
        assertArrayEquals(new int[] {0, 3}, table.rows(Fer2013.Usage.TRAINING));
        assertArrayEquals(new int[] {1}, table.rows(Fer2013.Usage.PUBLICTEST));
        assertArrayEquals(new int[] {2}, table.rows(Fer2013.Usage.PRIVATETEST));
        assertEquals(4 * 2304, table.pixels().length);
        assertEquals(201, table.pixels()[2304 + 1] & 255);
        assertEquals((17 + 2303) % 256, table.pixels()[3 * 2304 - 1] & 255);
    }

    /** Columns in another order, cells in quotes, lines that end in CR LF, a last line without an end, empty lines, and packed. */
    @Test
    void readsOtherForms() throws IOException {
        String text = "emotion, Usage, pixels\r\n\r\n\"2\",\"Training\",\"" + pixels(9) + "\"\r\n5,PrivateTest, " + pixels(1);
        Fer2013 table = read(text);
        assertArrayEquals(new int[] {2, 5}, table.moods());
        assertEquals(9, table.pixels()[0]);
        Path packed = folder.resolve("fer.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        assertArrayEquals(table.pixels(), Fer2013.read(packed).pixels());
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        String good = HEAD + row(4, 0, "Training");
        assertTrue(complaint("").startsWith("fer.csv has nothing in it."), complaint(""));
        assertTrue(complaint("emotion;pixels;Usage\n").contains("line 1: it should be emotion,pixels,Usage. It reads 'emotion;pixels;Usage'."));
        assertTrue(complaint(HEAD).contains("is the head of a table without rows"));
        assertTrue(complaint(good + row(7, 0, "Training")).contains("line 3: it should have an emotion from 0 (angry) to 6 (neutral). It reads '7'."));
        assertTrue(complaint(good + row(1, 0, "Test")).contains("line 3: it should have the Usage Training, PublicTest or PrivateTest. It reads 'Test'."));
        assertTrue(complaint(good + "3,1 2 3,Training\n").contains("line 3: it should have 2304 pixels (48x48), but has 3."));
        assertTrue(complaint(good + "3," + pixels(0) + " 4,Training\n").contains("but has 2305"));
        assertTrue(complaint(good + "3," + pixels(0).replaceFirst("^0 1 ", "0 256 ") + ",Training\n").contains("number 2 is not. It reads '256'."));
        assertTrue(complaint(good + "3," + pixels(0).replaceFirst("^0 1 ", "0 -1 ") + ",Training\n").contains("number 2 is not. It reads '-1'."));
        assertTrue(complaint(good + "3," + pixels(0) + "\n").contains("line 3: it should have 3 cells, but has 2."));
        assertTrue(complaint(good + "x".repeat(30_000)).contains("line 3: it is longer than 20000 characters"));
        assertTrue(assertThrows(DypException.class, () -> Fer2013.read(folder.resolve("none.csv"))).getMessage().contains("none.csv could not be read"));
    }

    /** Whatever happens to a file: it is read, or refused in a sentence; nothing else comes out. */
    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        byte[] good = (HEAD + row(0, 0, "Training") + row(6, 200, "PublicTest") + row(3, 17, "PrivateTest")).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(11);
        Path file = folder.resolve("damaged.csv");
        int refused = 0;
        int damaged = 4 * Integer.getInteger("dyp.hostile", 25);
        for (int i = 0; i < damaged; i++) {
            byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int k = random.nextInt(4); k >= 0 && bad.length > 0; k--) {
                bad[random.nextInt(bad.length)] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) ", \n\r\"9-".charAt(random.nextInt(7));
            }
            Files.write(file, bad);
            try {
                Fer2013 table = Fer2013.read(file);
                assertEquals(table.moods().length * 2304, table.pixels().length);
                assertEquals(table.moods().length, table.usages().size());
            } catch (DypException e) {
                refused++;
                assertTrue(e.getMessage().contains("damaged.csv") && e.getMessage().endsWith("."), e.getMessage());
            }
        }
        assertTrue(refused > damaged / 3, refused + " of " + damaged);
    }

    /** Packed files as well. */
    @Test
    void damagedPackedFilesAreRefused() throws IOException {
        Path packed = folder.resolve("fer.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write((HEAD + row(0, 0, "Training")).getBytes(StandardCharsets.UTF_8));
        }
        byte[] good = Files.readAllBytes(packed);
        for (int length : List.of(0, 5, 12, good.length / 2, good.length - 1)) {
            Files.write(packed, Arrays.copyOf(good, length));
            assertTrue(assertThrows(DypException.class, () -> Fer2013.read(packed), "cut to " + length).getMessage().contains("fer.csv.gz"));
        }
    }
}
