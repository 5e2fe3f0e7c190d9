package dyp.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NumPy's .npy: what is written is what NumPy writes, and what is hostile is refused with a sentence. */
class NpyTest {
    @TempDir Path folder;

    private Path file(String descr, boolean fortran, String shape, byte[] data) throws IOException {
        String dict = "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape + ", }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex("934e554d50590100"));
        out.writeBytes(ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) dict.length()).array());
        out.writeBytes(dict.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(data);
        return Files.write(folder.resolve("a.npy"), out.toByteArray());
    }

    private static String refused(Path file) {
        String message = assertThrows(DypException.class, () -> Npy.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()) || message.startsWith("There is no file"), message);
        return message.replace(file + " ", "");
    }

    /** {@code numpy.save(f, numpy.array([[1, 2, 3]], dtype='float32'))} of NumPy 2.4.6, byte by byte. */
    @Test
    void theBytesAreNumPys() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, NDArray.of(new float[] {1, 2, 3}, 1, 3));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }";
        byte[] expected = new byte[128 + 12];
        System.arraycopy(HexFormat.of().parseHex("934e554d505901007600"), 0, expected, 0, 10);
        byte[] padded = (header + " ".repeat(128 - 10 - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(padded, 0, expected, 10, padded.length);
        System.arraycopy(HexFormat.of().parseHex("0000803f0000004000004040"), 0, expected, 128, 12);
        byte[] written = Files.readAllBytes(file);
        assertEquals(0, (written.length - 12) % 64);
        assertEquals(new String(expected, 10, header.length(), StandardCharsets.US_ASCII), new String(written, 10, header.length(), StandardCharsets.US_ASCII));
        assertArrayEquals(java.util.Arrays.copyOfRange(expected, 128, 140), java.util.Arrays.copyOfRange(written, written.length - 12, written.length));
    }

    @Test
    void everyShapeComesBack() {
        Random random = new Random(1);
        for (Shape shape : new Shape[] {Shape.SCALAR, Shape.of(0), Shape.of(1), Shape.of(7), Shape.of(3, 0, 2), Shape.of(5, 4), Shape.of(2, 3, 4, 5),
            Shape.of(40_001)}) {
            NDArray floats = NDArray.generate(shape, i -> Float.intBitsToFloat(random.nextInt()));
            int[] values = random.ints(shape.size()).toArray();
            NDArray ints = NDArray.of(values, shape.size()).reshape(shape.dims());
            Path file = folder.resolve("b.npy");
            Npy.write(file, floats);
            assertEquals(floats, Npy.read(file));
            Npy.write(file, ints);
            assertEquals(ints, Npy.read(file));
        }
    }

    @ParameterizedTest
    @CsvSource({"<f4, 0000c03f000010c1, 1.5, -9", ">f4, 3fc00000c1100000, 1.5, -9", "<f8, 000000000000f83f00000000000022c0, 1.5, -9",
        ">f8, 3ff8000000000000c022000000000000, 1.5, -9", "<f2, 003e80c8, 1.5, -9", "<i4, 07000000f7ffffff, 7, -9", ">i4, 00000007fffffff7, 7, -9",
        "<i8, 0700000000000000f7ffffffffffffff, 7, -9", "<i2, 0700f7ff, 7, -9", "|i1, 07f7, 7, -9", "|u1, 07f7, 7, 247", "<u2, 0700f7ff, 7, 65527",
        "<u4, 07000000f7ffff00, 7, 16777207", "|b1, 0100, 1, 0"})
    void everyType(String descr, String hex, double first, double second) throws IOException {
        NDArray a = Npy.read(file(descr, false, "(2,)", HexFormat.of().parseHex(hex)));
        assertEquals(first, a.at(0));
        assertEquals(second, a.at(1));
    }

    /** {@code numpy.asfortranarray(numpy.arange(24, dtype='i1').reshape(2, 3, 4))}: the file counts along the first axis first. */
    @Test
    void columnByColumn() throws IOException {
        byte[] stored = new byte[24];
        for (int i = 0; i < 24; i++) {
            stored[i] = (byte) (i % 2 * 12 + i / 2 % 3 * 4 + i / 6);
        }
        NDArray a = Npy.read(file("|i1", true, "(2, 3, 4)", stored));
        assertEquals(NDArray.of(java.util.stream.IntStream.range(0, 24).toArray(), 2, 3, 4), a);
        assertEquals(NDArray.scalar(1), Npy.read(file("<f4", true, "()", HexFormat.of().parseHex("0000803f"))));
        assertEquals(Shape.of(3, 0), Npy.read(file("<f4", true, "(3, 0)", new byte[0])).shape());
    }

    @Test
    void hostileFiles() throws IOException {
        byte[] none = {};
        assertEquals("holds elements of type '<c8', but Dyp reads float32, float64, float16, int32, int64, int16, int8, uint8, uint16, uint32, bool."
                + " Save it as one of these: array.astype('float32').", refused(file("<c8", false, "(2,)", new byte[16])));
        assertEquals("is truncated: its header promises 24 bytes of elements, but it ends after 23.", refused(file("<f4", true, "(2, 3)", new byte[23])));
        assertEquals("is truncated: its header promises 8,000,000,000 bytes of elements, but 77 at most can follow.",
                refused(file("<f4", false, "(2000000000,)", none)));
        assertTrue(refused(file("<f4", false, "(99999999999, 0)", none)).startsWith("is too large or damaged"));
        assertTrue(refused(file("<f4", false, "(65536, 65536)", none)).startsWith("is too large or damaged"));
        assertTrue(refused(file("<f4", false, "(1" + ", 1".repeat(40) + ")", none)).startsWith("is too large or damaged"));
        assertTrue(refused(file("<f4", false, "(1 2,)", none)).startsWith("is damaged"));
        assertEquals("is truncated: its header promises 12 bytes of elements, but it ends after 11.", refused(file("<f4", false, "(3,)", new byte[11])));
        assertEquals("is damaged: more bytes follow the array that its header promises.", refused(file("<f4", false, "(3,)", new byte[13])));
        assertEquals("holds 4294967296, which is no int32. Save it as float32 where whole numbers are that large.",
                refused(file("<i8", false, "(1,)", HexFormat.of().parseHex("0000000001000000"))));
        assertTrue(refused(Files.write(folder.resolve("c.npy"), new byte[] {1, 2, 3})).startsWith("is not an .npy file"));
        assertTrue(refused(Files.write(folder.resolve("c.npy"), HexFormat.of().parseHex("934e554d5059020000000000ffffff7f"))).startsWith("is "));
        assertTrue(refused(folder.resolve("nowhere.npy")).startsWith("There is no file"));
        assertTrue(refused(folder).contains("is a folder or no regular file"));
    }

    /** Whatever stands in the header, it ends in an array or in a sentence. */
    @Test
    void anyBytes() throws IOException {
        Path good = folder.resolve("good.npy");
        Npy.write(good, NDArray.of(new int[] {1, 2, 3}));
        byte[] bytes = Files.readAllBytes(good);
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            byte[] bad = bytes.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                bad[random.nextInt(random.nextBoolean() ? bad.length : 70)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("bad.npy"), java.util.Arrays.copyOf(bad, random.nextInt(4) == 0 ? random.nextInt(bad.length) : bad.length));
            try {
                Npy.read(file);
            } catch (DypException e) {
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
        }
    }
}
