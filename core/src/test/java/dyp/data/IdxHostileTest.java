package dyp.data;

import static dyp.data.DatasetTest.assertMessage;
import static dyp.data.IdxFiles.gzip;
import static dyp.data.IdxFiles.hex;
import static dyp.data.IdxFiles.idx;
import static dyp.data.IdxFiles.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are damaged, lie, or want to do harm: always a DypException that says what to do, and soon. */
@Timeout(60)
class IdxHostileTest {
    private static final byte[] SMALL = idx(0x08, new int[] {2, 2, 3}, hex("00 01 02 03 04 05 06 07 08 09 0a ff"));

    @TempDir
    Path folder;

    @Test
    void truncatedAtEveryLength() {
        for (int length = 0; length < SMALL.length; length++) {
            byte[] cut = Arrays.copyOf(SMALL, length);
            for (byte[] content : new byte[][] {cut, gzip(cut)}) {
                String message = refused(content);
                assertTrue(message.contains(length == 0 ? "is empty" : "is truncated"), length + ": " + message);
            }
        }
        byte[] packed = gzip(SMALL);
        for (int length = 0; length < packed.length; length++) {
            refused(Arrays.copyOf(packed, length));
        }
        assertMessage("is truncated: its gzip stream breaks off",
                () -> Idx.read(file(Arrays.copyOf(packed, packed.length - 1))));
    }

    @Test
    void saysHowMuchIsMissing() {
        byte[] images = idx(0x08, new int[] {60_000, 28, 28}, new byte[1_234]);
        String expected = "is truncated: the header promises 60,000 images of 28x28 (47,040,000 bytes) but the file ends after"
                + " 1,234. Fetch it anew.";
        assertMessage(expected, () -> Idx.images(file(images)));
        // Noise, so that the packed file is not too small for the promise.
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        assertMessage("but the file ends after 100,000.",
                () -> Idx.read(file(gzip(idx(0x08, new int[] {60_000, 28, 28}, noise)))));
        assertMessage("promises 3 values (6 bytes) but the file ends after 5",
                () -> Idx.read(file(idx(0x0B, new int[] {3}, new byte[5]))));
        assertMessage("promises 1 row of 3 (24 bytes)", () -> Idx.read(file(idx(0x0E, new int[] {1, 3}, new byte[5]))));
    }

    @Test
    void moreThanPromisedIsRefused() {
        byte[] longer = Arrays.copyOf(SMALL, SMALL.length + 1);
        for (byte[] content : new byte[][] {longer, gzip(longer)}) {
            assertMessage("is damaged: the header promises 2 images of 2x3 (12 bytes) but more bytes follow.",
                    () -> Idx.read(file(content)));
        }
    }

    @Test
    void otherKindsOfFiles() {
        assertMessage("is not an IDX file: it starts with the bytes ff d8 ff e0 (a JPEG?), but",
                () -> Idx.read(file(hex("ffd8ffe000104a46"))));
        assertMessage("89 50 4e 47 (a PNG?)", () -> Idx.read(file(hex("89504e470d0a1a0a"))));
        assertMessage("(a ZIP archive? Unpack it first)", () -> Idx.read(file(hex("504b03040000"))));
        assertMessage("(a web page? The download may have failed)", () -> Idx.read(file("<!DOCTYPE html>".getBytes())));
        assertMessage("(a Git LFS pointer?", () -> Idx.read(file("version https://git-lfs".getBytes())));
        assertMessage("(packed by gzip twice?", () -> Idx.read(file(gzip(gzip(SMALL)))));
        assertMessage("starts with the bytes 41, but", () -> Idx.read(file(hex("41"))));
        assertMessage("0a is none of IDX's element types: 08 (unsigned byte), 09 (signed byte), 0b (short)",
                () -> Idx.read(file(hex("00000a01 00000001 00"))));
        assertMessage("is empty", () -> Idx.read(file()));
        assertMessage("is empty", () -> Idx.read(file(gzip())));
        assertMessage("its gzip stream is not valid (Unsupported compression method)",
                () -> Idx.read(file(hex("1f8b0700000000000000"))));
    }

    @Test
    void placesThatAreNoFile() {
        assertMessage("There is no file " + folder.resolve("none"), () -> Idx.read(folder.resolve("none")));
        assertMessage("Check the path, or fetch the file first.", () -> Idx.read(Path.of("none")));
        assertMessage("There is no file", () -> Idx.read(file(SMALL).resolve("below")));
        assertMessage("is a folder, not an IDX file", () -> Idx.read(folder));
        Path device = Path.of("/dev/zero");
        Assumptions.assumeTrue(Files.exists(device), "Skipped: this system has no /dev/zero.");
        assertMessage("is not a regular file", () -> Idx.read(device));
    }

    @Test
    void everyFlippedBitOfTheHeader() {
        for (int bit = 0; bit < 16 * 8; bit++) {
            byte[] content = SMALL.clone();
            content[bit / 8] ^= (byte) (1 << bit % 8);
            if (content[2] == IdxType.SIGNED_BYTE.code()) {
                // The one flip that makes another right file of the same length.
                assertEquals(-1, Idx.read(file(content)).get(1, 1, 2));
                continue;
            }
            refused(content);
            refused(gzip(content));
        }
    }

    @Test
    void axesBlownUp() {
        String tooLarge = "is too large or damaged: its header promises ";
        assertMessage(tooLarge + "[4294967295]", () -> Idx.read(file(idx(0x08, new int[] {-1}))));
        assertMessage(tooLarge + "[2147483647]", () -> Idx.read(file(idx(0x08, new int[] {Integer.MAX_VALUE}))));
        assertMessage(tooLarge + "[65536, 65536]", () -> Idx.read(file(idx(0x08, new int[] {65_536, 65_536}))));
        assertMessage(tooLarge + "[4294967295, 4294967295, 4294967295, 4294967295]",
                () -> Idx.read(file(idx(0x0E, new int[] {-1, -1, -1, -1}))));
        // 2^64 elements: a product of 64 bits would be 0.
        assertMessage(tooLarge, () -> Idx.read(file(idx(0x08, new int[] {1 << 16, 1 << 16, 1 << 16, 1 << 16}))));
        assertMessage(tooLarge, () -> Idx.read(file(idx(0x08, new int[] {0, -1, -1}))));
        assertMessage("has 255 axes by its header (bytes 00 00 08 ff)", () -> Idx.read(file(hex("000008ff 00000001"))));
        assertMessage("has 0 axes", () -> Idx.read(file(hex("00000800 00000001"))));
    }

    /** A few bytes that promise 2 GB: refused on the size alone. */
    @Test
    void lyingHeaderTakesNoMemory() {
        byte[] liar = idx(0x08, new int[] {2_000_000_000}, new byte[10]);
        for (byte[] content : new byte[][] {liar, gzip(liar)}) {
            Path file = file(content);
            long bytes = allocated(() -> assertThrows(DypException.class, () -> Idx.read(file)));
            assertTrue(bytes < 4_000_000, bytes + " bytes were allocated");
        }
        assertMessage("bytes of gzip cannot hold that much", () -> Idx.read(file(gzip(liar))));
    }

    /** Gigabytes of zeros in a few megabytes: reading stops where the header's promise ends. */
    @Test
    void gzipBombs() {
        assertMessage("but more bytes follow", () -> Idx.read(bomb(new int[] {10}, 200)));
        // In doubles, so that what the header promises is more than the memory of this JVM and less than the bomb holds.
        long memory = Runtime.getRuntime().maxMemory();
        Assumptions.assumeTrue(memory < 8L << 30, "Skipped in part: this JVM has too much memory for the test.");
        int promised = (int) (memory / 12) + 16;
        assertMessage("Start it with a larger -Xmx", () -> Idx.read(bomb(new int[] {promised / 8, 8}, (memory >> 24) + 1)));
    }

    /** The JDK's gzip stream calls itself for each empty member: half a million of them would overflow the stack. */
    @Test
    void aMillionEmptyGzipMembers() {
        byte[] member = gzip();
        byte[] content = new byte[member.length * 500_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = member[i % member.length];
        }
        refused(content);
    }

    @Test
    void randomMutations() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] content = random.nextBoolean() ? SMALL.clone() : gzip(SMALL);
            for (int change = 1 + random.nextInt(4); change > 0; change--) {
                content = mutate(content, random);
            }
            Path file = file(content);
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(file), "seed " + seed);
        }
    }

    private static byte[] mutate(byte[] content, Random random) {
        int place = random.nextInt(Math.max(1, content.length));
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(content, place);
            case 1 -> {
                byte[] longer = Arrays.copyOf(content, content.length + 1 + random.nextInt(20));
                random.ints(longer.length - content.length, 0, 256).limit(1).forEach(v -> longer[content.length] = (byte) v);
                yield longer;
            }
            default -> {
                byte[] changed = Arrays.copyOf(content, Math.max(1, content.length));
                changed[Math.min(place, changed.length - 1)] = (byte) random.nextInt(256);
                yield changed;
            }
        };
    }

    private static void readOrRefuse(Path file) {
        try {
            NDArray array = Idx.read(file);
            assertTrue(array.size() <= SMALL.length, array.shape().toString());
        } catch (DypException e) {
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        }
    }

    private String refused(byte[] content) {
        Path file = file(content);
        String message = assertThrows(DypException.class, () -> Idx.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message;
    }

    private static long allocated(Runnable code) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        code.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** A header, and then so many times 16 MB of zeros. */
    private Path bomb(int[] dims, long members) throws IOException {
        Path file = folder.resolve("bomb");
        byte[] zeros = gzip(new byte[1 << 24]);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(gzip(idx(0x0E, dims)));
            for (long i = 0; i < members; i++) {
                out.write(zeros);
            }
        }
        return file;
    }

    private Path file(byte... content) {
        return put(folder.resolve("file"), content);
    }
}
