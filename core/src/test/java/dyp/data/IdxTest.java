package dyp.data;

import static dyp.data.DatasetTest.assertMessage;
import static dyp.data.IdxFiles.gzip;
import static dyp.data.IdxFiles.hex;
import static dyp.data.IdxFiles.idx;
import static dyp.data.IdxFiles.put;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    @TempDir
    Path folder;

    @Test
    void readsEveryTypeBigEndian() {
        assertEquals(NDArray.of(new int[] {0, 127, 255}), Idx.read(file(idx(0x08, new int[] {3}, hex("00 7f ff")))));
        assertEquals(NDArray.of(new int[] {0, 127, -1}), Idx.read(file(idx(0x09, new int[] {3}, hex("00 7f ff")))));
        assertEquals(NDArray.of(new int[] {258, -2}), Idx.read(file(idx(0x0B, new int[] {2}, hex("0102 fffe")))));
        assertEquals(NDArray.of(new int[] {0x01020304, -2}),
                Idx.read(file(idx(0x0C, new int[] {2}, hex("01020304 fffffffe")))));
        assertEquals(NDArray.of(new float[] {1, -2.5f}), Idx.read(file(idx(0x0D, new int[] {2}, hex("3f800000 c0200000")))));
        assertEquals(NDArray.of(new float[] {1, 0.1f}),
                Idx.read(file(idx(0x0E, new int[] {2}, hex("3ff0000000000000 3fb999999999999a")))));
    }

    @Test
    void imagesStayGreyLevelsWithTheirShape() {
        NDArray images = Idx.read(file(idx(0x08, new int[] {2, 1, 2}, hex("00 01 80 ff"))));
        assertEquals(NDArray.of(new float[] {0, 1, 128, 255}, 2, 1, 2), images);
        assertEquals(NDArray.of(new float[] {-1, 5}, 1, 2), Idx.read(file(idx(0x09, new int[] {1, 2}, hex("ff 05")))));
        assertEquals(NDArray.of(new float[] {-1, 5}, 1, 2), Idx.read(file(idx(0x0B, new int[] {1, 2}, hex("ffff 0005")))));
        assertEquals(NDArray.of(new int[] {-1, 5}, 2, 1),
                Idx.read(file(idx(0x0C, new int[] {2, 1}, hex("ffffffff 00000005")))));
    }

    @Test
    void imagesForANetworkRunFrom0To1WithAChannel() {
        byte[] grey = idx(0x08, new int[] {2, 1, 2}, hex("00 33 80 ff"));
        NDArray expected = NDArray.of(new float[] {0, 51 / 255f, 128 / 255f, 1}, 2, 1, 2, 1);
        assertEquals(expected, Idx.images(file(grey)));
        assertEquals(expected, Idx.images(file(gzip(grey))));
        NDArray colour = Idx.images(file(idx(0x08, new int[] {1, 1, 1, 3}, hex("00 33 ff"))));
        assertEquals(NDArray.of(new float[] {0, 51 / 255f, 1}, 1, 1, 1, 3), colour);
        assertMessage("holds floats of shape (1, 1, 1), but images are unsigned bytes of 3 or 4 axes",
                () -> Idx.images(file(idx(0x0D, new int[] {1, 1, 1}, hex("3f800000")))));
        assertMessage("holds unsigned bytes of shape (2,), but images are",
                () -> Idx.images(file(idx(0x08, new int[] {2}, hex("0102")))));
    }

    @Test
    void labelsAreInts() {
        assertEquals(NDArray.of(new int[] {7, 200}), Idx.labels(file(idx(0x08, new int[] {2}, hex("07 c8")))));
        assertMessage("holds unsigned bytes of shape (1, 1, 2), but labels are whole numbers of 1 axis. Read it with",
                () -> Idx.labels(file(idx(0x08, new int[] {1, 1, 2}, hex("0102")))));
        assertMessage("holds floats of shape (1,), but labels",
                () -> Idx.labels(file(idx(0x0D, new int[] {1}, hex("3f800000")))));
    }

    @Test
    void emptyAxesAreEmptyArrays() {
        assertEquals(NDArray.zeros(DType.INT32, Shape.of(0)), Idx.labels(file(idx(0x08, new int[] {0}))));
        assertEquals(NDArray.zeros(Shape.of(0, 28, 28, 1)), Idx.images(file(idx(0x08, new int[] {0, 28, 28}))));
        assertEquals(NDArray.zeros(Shape.of(0, 28, 28)), Idx.read(file(gzip(idx(0x08, new int[] {0, 28, 28})))));
    }

    @Test
    void gzipIsRecognisedByContentNotByName() {
        byte[] content = idx(0x08, new int[] {2}, hex("0102"));
        NDArray expected = NDArray.of(new int[] {1, 2});
        assertEquals(expected, Idx.read(put(folder.resolve("packed"), gzip(content))));
        assertEquals(expected, Idx.read(put(folder.resolve("plain.gz"), content)));
        var members = new ByteArrayOutputStream();
        members.writeBytes(gzip(Arrays.copyOf(content, 9)));
        members.writeBytes(gzip(Arrays.copyOfRange(content, 9, 10)));
        assertEquals(expected, Idx.read(file(members.toByteArray())));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        NDArray floats = NDArray.generate(Shape.of(2, 3, 5, 7), i -> Math.sin(i) * Math.pow(10, i % 60 - 30));
        floats.floats()[3] = Float.NaN;
        floats.floats()[4] = Float.NEGATIVE_INFINITY;
        floats.floats()[5] = -0f;
        NDArray ints = NDArray.of(new int[] {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE, 16_777_217}, 2, 3);
        for (String name : new String[] {"a.idx", "a.idx.gz"}) {
            Path file = folder.resolve(name);
            Idx.write(file, floats);
            assertEquals(floats, Idx.read(file));
            Idx.write(file, ints);
            assertEquals(ints, Idx.read(file));
            Idx.write(file, floats, IdxType.DOUBLE);
            assertEquals(floats, Idx.read(file));
        }
    }

    @Test
    void writesEveryWholeTypeAndPiecesOfAnyNumber() {
        for (IdxType type : new IdxType[] {IdxType.UNSIGNED_BYTE, IdxType.SIGNED_BYTE, IdxType.SHORT, IdxType.INT}) {
            // More than one piece of the reader, and not a multiple of it.
            int[] values = new int[1_500_007];
            Arrays.setAll(values, i -> i % 128);
            Path file = folder.resolve("labels.gz");
            Idx.write(file, NDArray.of(values), type);
            assertArrayEquals(values, Idx.labels(file).ints(), type.toString());
        }
    }

    @Test
    void writesTheBytesOfTheFormat() throws IOException {
        Path file = folder.resolve("a");
        Idx.write(file, NDArray.of(new float[] {0, 255}, 1, 1, 2), IdxType.UNSIGNED_BYTE);
        assertArrayEquals(hex("00 00 08 03 00000001 00000001 00000002 00 ff"), Files.readAllBytes(file));
        Idx.write(file, NDArray.of(new float[] {1}));
        assertArrayEquals(hex("00 00 0d 01 00000001 3f800000"), Files.readAllBytes(file));
    }

    @Test
    void refusesToWriteWhatTheTypeCannotHold() throws IOException {
        Path file = put(folder.resolve("kept"), hex("0102"));
        NDArray array = NDArray.of(new float[] {0, 256, 0.5f, Float.NaN}, 4, 1);
        assertMessage("A file of type unsigned byte cannot hold 256.0, the value at row 1, position (0). Choose a wider type",
                () -> Idx.write(file, array, IdxType.UNSIGNED_BYTE));
        assertMessage("cannot hold 0.5", () -> Idx.write(file, array, IdxType.INT));
        assertMessage("cannot hold NaN", () -> Idx.write(file, array.rows(3, 4), IdxType.SHORT));
        assertMessage("holds 1 to 4 axes, but shape () has 0", () -> Idx.write(file, NDArray.scalar(1)));
        assertMessage("has 5", () -> Idx.write(file, NDArray.zeros(Shape.of(1, 1, 1, 1, 1))));
        assertArrayEquals(hex("0102"), Files.readAllBytes(file), "the file that was there");
        assertMessage("There is no folder", () -> Idx.write(folder.resolve("none").resolve("a"), array));
        assertMessage("is a folder; give the name of a file in it", () -> Idx.write(folder, array));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "no temporary file stays behind");
        }
    }

    private Path file(byte... content) {
        return put(folder.resolve("file"), content);
    }
}
