package dyp.formats.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.formats.file.Shared;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
    @TempDir
    private Path folder;

    /** Records whose byte i is a number that i says. */
    private Path file(String name, int records, int labels) throws IOException {
        byte[] bytes = new byte[records * (labels + 3072)];
        for (int i = 0; i < bytes.length; i++) {
            int at = i % (labels + 3072);
            bytes[i] = (byte) (at < labels ? 3 + at + i / (labels + 3072) : (at - labels) % 251);
        }
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void coloursLieSideBySideAndFilesFollowOneAnother() throws IOException {
        Batch all = Cifar.read10(file("a.bin", 2, 1), file("b.bin", 1, 1)).toArrays();
        assertEquals(Shape.of(3, 32, 32, 3), all.x().shape());
        assertArrayEquals(new int[] {3, 4, 3}, all.y().ints());
        // Row 5, column 7 of each colour's plane.
        for (int colour = 0; colour < 3; colour++) {
            assertEquals((colour * 1024 + 5 * 32 + 7) % 251 / 255f, all.x().get(1, 5, 7, colour), 1e-7);
        }
        Path hundred = file("train.bin", 2, 2);
        assertArrayEquals(new int[] {4, 5}, Cifar.read100(hundred).toArrays().y().ints());
        assertArrayEquals(new int[] {3, 4}, Cifar.read100Coarse(hundred).toArrays().y().ints());
    }

    @Test
    void whatIsWrongIsASentence() throws IOException {
        Path good = file("a.bin", 2, 1);
        assertTrue(assertThrows(DypException.class, () -> Cifar.read100(good)).getMessage().contains("6,146 bytes, which is no whole number of CIFAR-100's records of 3,074 bytes"));
        byte[] bytes = Files.readAllBytes(good);
        bytes[3073] = 10;
        Path bad = Files.write(folder.resolve("bad.bin"), bytes);
        assertTrue(assertThrows(DypException.class, () -> Cifar.read10(bad)).getMessage().contains("record 1 has the label 10"));
        Path cut = Files.write(folder.resolve("cut.bin"), Arrays.copyOf(bytes, 100));
        assertThrows(DypException.class, () -> Cifar.read10(cut));
    }

    @Test
    void publishedRecords() {
        Dataset data = Cifar.read10(Shared.path("data/cifar10-subset/train_4000_lossless.bin"));
        assertArrayEquals(new int[] {396, 366, 420, 384, 422, 393, 414, 385, 407, 413}, data.classCounts());
        assertArrayEquals(new int[] {6, 9, 9, 4, 1, 1, 2, 7, 8, 3}, data.take(10).toArrays().y().ints());
        assertEquals("frog", Cifar.names(Shared.path("data/cifar10-subset/batches.meta.txt")).get(6));
    }
}
