package dyp.formats.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dyp.formats.file.Shared;
import dyp.formats.image.ImageFiles.Aspect;
import dyp.formats.json.Jsons;
import dyp.op.Resize;
import dyp.op.Tensor;
import dyp.preprocessing.Resizing;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
    @TempDir
    private Path folder;

    private Path file(byte[] content) {
        try {
            return Files.write(folder.resolve("picture"), content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refused(String reason, byte[] content) {
        String message = assertThrows(DypException.class, () -> ImageFiles.rgb().read(file(content))).getMessage();
        assertTrue(message.contains(reason), message);
    }

    /** What Pillow decodes. */
    @TestFactory
    List<DynamicTest> asPillowReadsThem() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode expected : Jsons.parse(Files.readString(Shared.path("data/images/expected.json")), "expected").get("files")) {
            String name = expected.get("file").textValue();
            tests.add(DynamicTest.dynamicTest(name, () -> {
                boolean grey = expected.get("mode").textValue().equals("L");
                NDArray a = (grey ? ImageFiles.grey() : ImageFiles.rgb()).read(Shared.path("data/images/" + name));
                int channels = grey ? 1 : 3, width = expected.get("width").intValue();
                assertEquals(Shape.of(expected.get("height").intValue(), width, channels), a.shape());
                double[] means = new double[channels];
                for (int i = 0; i < a.size(); i++) {
                    means[i % channels] += a.at(i) * channels / a.size();
                }
                for (int c = 0; c < channels; c++) {
                    assertEquals(number(expected.get("channel_means"), c), means[c], name.endsWith("jpg") ? 0.05 : 1e-6);
                    assertEquals(number(expected.get("pixel_0_0"), c), a.get(0, 0, c), name.endsWith("jpg") ? 4 : 0);
                }
            }));
        }
        return tests;
    }

    private static double number(JsonNode node, int i) {
        return node.isArray() ? node.get(i).doubleValue() : node.doubleValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void coloursAndGrey(String format) {
        Path file = file(Pictures.example(format));
        NDArray a = ImageFiles.rgb().read(file);
        assertEquals(Shape.of(10, 20, 3), a.shape());
        assertEquals(List.of(70.0, 100.0, 50.0), List.of(a.get(5, 7, 0), a.get(5, 7, 1), a.get(5, 7, 2)));
        assertEquals(Math.round(0.299 * 70 + 0.587 * 100 + 0.114 * 50), ImageFiles.grey().read(file).get(5, 7, 0));
        assertEquals(255, ImageFiles.of(Channels.RGBA).read(file).get(5, 7, 3));
        assertEquals(70 / 255f, ImageFiles.rgb().zeroToOne().read(file).get(5, 7, 0), 1e-7);
    }

    @ParameterizedTest
    @CsvSource({"png, 6, 248", "png, 2, 248", "png, 1, 255", "tiff, 6, 248", "bmp, 8, 255", "bmp, 9, 255"})
    void typesOfPixels(String format, int type, double opaque) {
        BufferedImage image = Pictures.image(type, 20, 10);
        NDArray a = ImageFiles.of(Channels.RGBA).read(file(Pictures.bytes(image, format)));
        int rgb = image.getRGB(7, 5);
        assertEquals(List.of((double) (rgb >> 16 & 255), (double) (rgb >> 8 & 255), (double) (rgb & 255), opaque),
                List.of(a.get(5, 7, 0), a.get(5, 7, 1), a.get(5, 7, 2), a.get(5, 7, 3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp", "tiff"})
    void palettes(String format) {
        BufferedImage image = Pictures.image(BufferedImage.TYPE_BYTE_INDEXED, 20, 10);
        NDArray a = ImageFiles.rgb().read(file(Pictures.bytes(image, format)));
        for (int x = 0; x < 20; x++) {
            assertEquals(image.getRGB(x, 4) >> 16 & 255, a.get(4, x, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void greyOf16BitsAndOf1(String format) {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        WritableRaster raster = image.getRaster();
        raster.setPixels(0, 0, 3, 1, new int[] {0, 1000, 65535});
        NDArray a = ImageFiles.grey().read(file(Pictures.bytes(image, format)));
        assertEquals(List.of(0.0, (double) (1000 * (255f / 65535)), 255.0), List.of(a.at(0), a.at(1), a.at(2)));
        BufferedImage bits = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.getRaster().setPixels(0, 0, 9, 1, new int[] {1, 0, 0, 1, 1, 0, 1, 0, 1});
        NDArray b = ImageFiles.grey().read(file(Pictures.bytes(bits, format)));
        assertEquals(NDArray.of(new float[] {255, 0, 0, 255, 255, 0, 255, 0, 255}, 1, 9, 1), b);
    }

    /** A white corner at the top left of what is stored, seen where the tag says. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "2, 0, 1", "3, 1, 1", "4, 1, 0", "5, 0, 0", "6, 0, 1", "7, 1, 1", "8, 1, 0"})
    void photographsAreTurnedUpright(int orientation, int down, int right) {
        BufferedImage image = new BufferedImage(32, 16, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, 0xFFFFFF);
        }
        NDArray a = ImageFiles.grey().read(file(Pictures.held(Pictures.jpeg(image), orientation)));
        assertEquals(orientation > 4 ? Shape.of(32, 16, 1) : Shape.of(16, 32, 1), a.shape());
        for (int d = 0; d < 2; d++) {
            for (int r = 0; r < 2; r++) {
                double seen = a.get(d * (a.shape().dim(0) - 1), r * (a.shape().dim(1) - 1), 0);
                assertEquals(d == down && r == right ? 255 : 0, seen, 6);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Resize.Method.class)
    void resizedAsTheLayerDoes(Resize.Method method) {
        Path file = file(Pictures.example("png"));
        NDArray a = ImageFiles.rgb().read(file);
        for (boolean antialias : new boolean[] {false, true}) {
            for (Aspect aspect : Aspect.values()) {
                for (int[] size : new int[][] {{7, 5}, {30, 33}, {10, 40}}) {
                    Resizing layer = new Resizing(size[0], size[1]).interpolation(method).antialias(antialias).cropToAspectRatio(aspect == Aspect.CROP)
                            .padToAspectRatio(aspect == Aspect.PAD);
                    NDArray expected = layer.apply(Tensor.constant(a.reshape(1, 10, 20, 3)), null).value();
                    NDArray ours = ImageFiles.rgb().size(size[0], size[1]).method(method).antialias(antialias).aspect(aspect).read(file);
                    for (int i = 0; i < expected.size(); i++) {
                        assertEquals(expected.at(i), ours.at(i), 1e-3, method + " " + aspect + " " + Arrays.toString(size) + " " + i);
                    }
                }
            }
        }
    }

    @Test
    void sizesAreRefusedBeforeThereIsMemory() throws IOException {
        byte[] png = Pictures.example("png");
        ByteBuffer.wrap(png).putInt(16, 1 << 20).putInt(20, 1 << 20);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        refused("1,048,576 x 1,048,576 pixels by its header, and 50,000,000 are read at most", png);
        ByteBuffer.wrap(png).putInt(16, 5000).putInt(20, 5000);
        refused("bytes cannot hold as many", png);
        Path file = file(Pictures.example("png"));
        assertThrows(DypException.class, () -> ImageFiles.rgb().mostPixels(199).read(file));
        assertEquals(600, ImageFiles.rgb().mostPixels(200).read(file).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "bmp", "gif", "tiff"})
    void whatIsCutOffIsRefused(String format) {
        byte[] whole = Pictures.example(format);
        for (int length : new int[] {whole.length / 2, whole.length * 4 / 5, 30, 9}) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(DypException.class, () -> ImageFiles.rgb().read(file(cut)), format + " of " + length + " of " + whole.length + " bytes");
        }
    }

    @Test
    void otherKindsAreNamed() {
        refused("it is WebP", "RIFF\1\2\3\4WEBPVP8 ".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        refused("it is SVG", "<svg xmlns=".getBytes());
        refused("it is empty", new byte[0]);
        refused("begins with the bytes 0102", new byte[] {1, 2});
        assertThrows(DypException.class, () -> ImageFiles.rgb().shape());
    }

    /** A text of a gigabyte in a palette picture, which Java's reader would unpack: it never sees it. */
    @Test
    void textsAreNotUnpacked() throws IOException {
        byte[] png = Pictures.bytes(Pictures.image(BufferedImage.TYPE_BYTE_INDEXED, 20, 10), "png");
        byte[] packed = packedZeros(64 << 20);
        ByteBuffer text = ByteBuffer.allocate(12 + 4 + packed.length);
        text.putInt(4 + packed.length).put("zTXta\0\0".getBytes(), 0, 4).put((byte) 'a').put((byte) 0).put((byte) 0).put((byte) 0).put(packed);
        CRC32 sum = new CRC32();
        sum.update(text.array(), 4, 8 + packed.length);
        text.putInt((int) sum.getValue());
        byte[] all = ByteBuffer.allocate(png.length + text.capacity()).put(png, 0, 33).put(text.array()).put(png, 33, png.length - 33).array();
        long before = allocated();
        ImageFiles.rgb().read(file(all));
        assertTrue(allocated() - before < 32 << 20, "it was unpacked");
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static byte[] packedZeros(int length) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var deflate = new java.util.zip.DeflaterOutputStream(out)) {
            byte[] zeros = new byte[1 << 16];
            for (int i = 0; i < length; i += zeros.length) {
                deflate.write(zeros);
            }
        }
        return out.toByteArray();
    }
}
