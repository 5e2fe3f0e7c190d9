package dyp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles and .npz files come back bit for bit, and any damage is recognised. */
class BundleTest {
    @TempDir Path folder;

    private static Bundle bundle(int number) {
        Bundle b = new Bundle();
        b.put("epoch", number).put("seed", Long.MIN_VALUE).put("loss", 0.1 + 0.2).put("nan", Double.NaN).put("tiny", Double.MIN_VALUE).put("yes", true);
        b.put("list", new double[] {1.0 / 3, Double.NEGATIVE_INFINITY, -0.0}).put("none", new double[0]).put("words", "two\nlines \\n = and more\r");
        b.child("model").put("dense/kernel", NDArray.of(new float[] {1, Float.NaN, number}, 1, 3)).put("dense/count", NDArray.of(new int[] {7}));
        return b;
    }

    private static void same(int number, Bundle b) {
        assertEquals(number, b.whole("epoch"));
        assertEquals(Long.MIN_VALUE, b.wide("seed"));
        assertEquals(0.30000000000000004, b.number("loss"));
        assertTrue(Double.isNaN(b.number("nan")) && b.number("tiny") == Double.MIN_VALUE && b.truth("yes"));
        assertEquals(List.of(1.0 / 3, Double.NEGATIVE_INFINITY, -0.0), Arrays.stream(b.numbers("list")).boxed().toList());
        assertEquals(0, b.numbers("none").length);
        assertEquals("two\nlines \\n = and more\r", b.text("words"));
        assertEquals(List.of("dense/kernel", "dense/count"), b.child("model").names());
        assertEquals(NDArray.of(new float[] {1, Float.NaN, number}, 1, 3), b.array("model/dense/kernel"));
        assertEquals(NDArray.of(new int[] {7}), b.child("model").child("dense").array("count"));
        assertTrue(b.child("nothing").isEmpty() && b.has("epoch") && !b.has("epochs"));
    }

    @Test
    void comesBackBitForBit() {
        Path file = folder.resolve("new/b.npz");
        bundle(3).write(file);
        same(3, Bundle.read(file));
        assertEquals("The file holds no 'model/x'. It was written by another version, or for another purpose.",
                assertThrows(DypException.class, () -> Bundle.read(file).child("model").array("x")).getMessage());
        // As NumPy sees it.
        assertEquals(List.of("model/dense/kernel", "model/dense/count"), List.copyOf(Npz.read(file).keySet()));
    }

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        bundle(3).write(folder.resolve("a"));
        bundle(3).write(folder.resolve("b"));
        assertEquals(-1, Files.mismatch(folder.resolve("a"), folder.resolve("b")));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "no temporary files are left");
        }
    }

    @Test
    void npzComesBack() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("b/with blank", NDArray.of(new float[] {1, 2}));
        arrays.put("a", NDArray.of(new int[100_000]));
        Npz.write(folder.resolve("a.npz"), arrays);
        assertEquals(arrays, Npz.read(folder.resolve("a.npz")));
    }

    /** As numpy.savez_compressed writes. */
    @Test
    void compressedEntries() throws IOException {
        Path file = folder.resolve("c.npz");
        NDArray array = NDArray.of(new float[100_000]);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            Npy.write(zip, array);
            zip.closeEntry();
        }
        assertTrue(Files.size(file) < 5_000);
        assertEquals(Map.of("x", array), Npz.read(file));
    }

    /** Every byte in turn, and every length: what is read is what was written, or it is refused. */
    @Test
    void anyDamageIsRecognised() throws IOException {
        Path good = folder.resolve("good.npz");
        bundle(3).write(good);
        byte[] bytes = Files.readAllBytes(good);
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte[] bad = bytes.clone();
            bad[i] ^= (byte) (1 << random.nextInt(8));
            refused += refusedOrSame(Files.write(folder.resolve("bad.npz"), bad));
        }
        assertTrue(refused > bytes.length / 2, refused + " of " + bytes.length);
        for (int length = 0; length < bytes.length; length++) {
            assertEquals(1, refusedOrSame(Files.write(folder.resolve("bad.npz"), Arrays.copyOf(bytes, length))), "cut to " + length);
        }
    }

    private static int refusedOrSame(Path file) {
        Bundle found;
        try {
            found = Bundle.read(file);
        } catch (DypException e) {
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            return 1;
        }
        same(3, found);
        return 0;
    }

    private Optional<Bundle> latest(String expectedOnErr) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            return new Checkpoints(folder).latest();
        } finally {
            System.setErr(before);
            String text = said.toString(StandardCharsets.UTF_8);
            assertTrue(expectedOnErr.isEmpty() ? text.isEmpty() : text.contains(expectedOnErr), text);
        }
    }

    @Test
    void aDamagedCheckpointGivesWayToTheOneBefore() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        assertTrue(latest("").isEmpty());
        checkpoints.write(bundle(1));
        same(1, latest("").orElseThrow());
        checkpoints.write(bundle(2));
        checkpoints.write(bundle(3));
        same(3, latest("").orElseThrow());
        Path current = folder.resolve("checkpoint.npz");
        Files.write(current, Arrays.copyOf(Files.readAllBytes(current), 100));
        same(2, latest("checkpoint.npz is damaged").orElseThrow());
        // The whole one is still the last one, whatever happens during the next write.
        same(2, latest("").orElseThrow());
        checkpoints.write(bundle(4));
        same(4, latest("").orElseThrow());
        Files.delete(current);
        same(2, latest("").orElseThrow());
        Files.write(folder.resolve("checkpoint.previous.npz"), new byte[10]);
        assertTrue(assertThrows(DypException.class, () -> latest("")).getMessage().endsWith("remove the folder to start from the beginning."));
        checkpoints.delete();
        // Once more: there is nothing, and nothing happens.
        checkpoints.delete();
        assertTrue(Files.notExists(folder));
        Files.createDirectories(folder);
    }

    /** A file that is being written when the process dies has a temporary name. */
    @Test
    void aHalfWrittenFileIsNotLookedAt() throws IOException {
        new Checkpoints(folder).write(bundle(1));
        Files.write(folder.resolve("checkpoint.npz.tmp"), new byte[50]);
        same(1, latest("").orElseThrow());
        new Checkpoints(folder).write(bundle(2));
        same(2, latest("").orElseThrow());
    }

    @Test
    void whatCannotBeWritten() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[1]);
        assertTrue(assertThrows(DypException.class, () -> bundle(1).write(file.resolve("x.npz"))).getMessage().contains("could not be written"));
        assertThrows(DypException.class, () -> new Bundle().put("a = b", 1));
    }
}
