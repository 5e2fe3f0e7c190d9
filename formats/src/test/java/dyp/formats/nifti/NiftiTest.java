package dyp.formats.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dyp.formats.file.Archives;
import dyp.formats.file.Shared;
import dyp.formats.json.Jsons;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NiftiTest {
    @TempDir
    private Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("volume.nii"), content);
    }

    /** What nibabel reads from files of several programs. */
    @TestFactory
    List<DynamicTest> asNibabelReadsThem() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode expected : Jsons.parse(Files.readString(Shared.path("data/nifti/expected.json")), "expected").get("files")) {
            String name = expected.get("file").textValue();
            tests.add(DynamicTest.dynamicTest(name, () -> check(expected, Shared.path("data/nifti/" + name))));
        }
        return tests;
    }

    private static void check(JsonNode expected, Path file) {
        Volume stored = Nifti.readAsStored(file);
        NDArray a = stored.voxels();
        assertArrayEquals(expected.get("shape").valueStream().mapToInt(JsonNode::intValue).toArray(), a.shape().dims());
        double sum = 0, least = a.at(0), most = a.at(0);
        for (int i = 0; i < a.size(); i++) {
            sum += a.at(i);
            least = Math.min(least, a.at(i));
            most = Math.max(most, a.at(i));
        }
        assertEquals(expected.get("sum").doubleValue(), sum, 1e-8 * Math.abs(sum) + 1e-6 * (1 + a.size()));
        assertEquals(expected.get("min").doubleValue(), least, 1e-5 * (1 + Math.abs(least)));
        assertEquals(expected.get("max").doubleValue(), most, 1e-5 * (1 + Math.abs(most)));
        int[] centre = expected.get("centre_voxel_index").valueStream().mapToInt(JsonNode::intValue).toArray();
        double value = a.get(centre);
        assertEquals(expected.get("centre_voxel").doubleValue(), value, 1e-5 * (1 + Math.abs(value)));
        for (int i = 0; i < 12; i++) {
            assertEquals(expected.get("affine").get(i / 4).get(i % 4).doubleValue(), stored.affine()[i / 4][i % 4], 1e-4, "affine");
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(expected.get("zooms").get(i).doubleValue(), stored.spacing()[i], 1e-3);
        }
        Volume turned = Nifti.read(file);
        assertEquals(value, turned.voxels().get(moved(stored, turned, centre)), "the same place in the body");
        for (int i = 0; i < 3; i++) {
            assertTrue(turned.affine()[i][i] > 0, "axis " + i + " runs the right way");
        }
    }

    /** Where a voxel of one volume lies in another: by its place in millimetres, the nearest of all. */
    private static int[] moved(Volume from, Volume to, int[] index) {
        int[] best = index.clone();
        double nearest = Double.MAX_VALUE;
        for (int x = 0; x < to.voxels().shape().dim(0); x++) {
            for (int y = 0; y < to.voxels().shape().dim(1); y++) {
                for (int z = 0; z < to.voxels().shape().dim(2); z++) {
                    double away = 0;
                    for (int i = 0; i < 3; i++) {
                        double[] f = from.affine()[i], t = to.affine()[i];
                        double d = f[0] * index[0] + f[1] * index[1] + f[2] * index[2] + f[3] - t[0] * x - t[1] * y - t[2] * z - t[3];
                        away += d * d;
                    }
                    if (away < nearest) {
                        nearest = away;
                        best[0] = x;
                        best[1] = y;
                        best[2] = z;
                    }
                }
            }
        }
        assertEquals(0, nearest, 1e-6);
        return best;
    }

    /** Stored: x to the left by 2 mm, y up by 4, z to the front by 3. */
    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void axesRunRightFrontUp(boolean second, boolean big) throws IOException {
        byte[] content = NiftiWriter.example(second, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        Volume v = Nifti.read(file(Archives.gzip(content)));
        assertArrayEquals(new int[] {4, 2, 3}, v.voxels().shape().dims());
        assertArrayEquals(new double[] {2, 3, 4}, v.spacing());
        assertArrayEquals(new double[] {2, 0, 0, -1}, v.affine()[0], 1e-9);
        assertArrayEquals(new double[] {0, 3, 0, -7}, v.affine()[1], 1e-9);
        assertArrayEquals(new double[] {0, 0, 4, 1}, v.affine()[2], 1e-9);
        // The stored voxel (i, j, k) holds i + 4 j + 12 k, halved, plus 10.
        assertEquals(10 + 0.5 * (3 + 4 * 2 + 12), v.voxels().get(0, 1, 2));
        assertEquals(10 + 0.5 * (1 + 4), v.voxels().get(2, 0, 1));
        assertEquals(v.voxels(), Nifti.read(file(content)).voxels());
    }

    @Test
    void aRotationServesWhereThereIsNoMatrix() throws IOException {
        ByteBuffer b = NiftiWriter.header(false, ByteOrder.LITTLE_ENDIAN, null);
        // Half a turn about z, and the third axis downwards: x to the left, y to the back, z down.
        b.putShort(252, (short) 1).putFloat(264, 1).putFloat(76, -1).putFloat(268, 6);
        Volume v = Nifti.read(file(b.array()));
        assertArrayEquals(new double[] {2, 4, 3}, v.spacing(), 1e-6);
        assertArrayEquals(new double[] {2, 0, 0, 0}, v.affine()[0], 1e-6);
        assertArrayEquals(new double[] {0, 4, 0, -8}, v.affine()[1], 1e-6);
        assertArrayEquals(new double[] {0, 0, 3, -3}, v.affine()[2], 1e-6);
        assertEquals(10 + 0.5 * 23, v.voxels().at(0));
    }

    @Test
    void anObliqueVolumeKeepsItsNearestAxes() throws IOException {
        float c = (float) Math.cos(0.6), s = (float) Math.sin(0.6);
        Volume v = Nifti.read(file(NiftiWriter.header(false, ByteOrder.LITTLE_ENDIAN, new float[] {2 * c, -4 * s, 0, 0, 2 * s, 4 * c, 0, 0, 0, 0, 3, 0}).array()));
        assertArrayEquals(new int[] {4, 3, 2}, v.voxels().shape().dims());
        assertArrayEquals(new double[] {2, 4, 3}, v.spacing(), 1e-6);
    }

    @Test
    void anotherSpacing() throws IOException {
        Volume v = Nifti.read(file(NiftiWriter.example(false, ByteOrder.LITTLE_ENDIAN)));
        Volume fine = v.spaced(2, 1.5, 4);
        assertArrayEquals(new int[] {4, 4, 3}, fine.voxels().shape().dims());
        assertArrayEquals(new double[] {2, 1.5, 4}, fine.spacing(), 1e-9);
        assertEquals(-7.75, fine.affine()[1][3], 1e-9, "the middle of the first voxel");
        assertEquals(0.75 * v.voxels().get(2, 0, 1) + 0.25 * v.voxels().get(2, 1, 1), fine.voxels().get(2, 1, 1), 1e-5);
        assertTrue(assertThrows(DypException.class, () -> v.spaced(0.01)).getMessage().contains("would grow 24000000 times"));
        assertEquals(1, v.spaced(100).voxels().size());
        assertEquals(10 + 0.5 * 11.5, v.spaced(100).voxels().at(0), 1e-4, "the middle of what rises evenly");
    }

    @Test
    void whatIsWrongIsASentence() throws IOException {
        byte[] good = NiftiWriter.example(false, ByteOrder.LITTLE_ENDIAN);
        refused("its voxels would take 48 bytes", Arrays.copyOf(good, good.length - 1));
        refused("ends after 47 of them", Archives.gzip(Arrays.copyOf(good, good.length - 1)));
        refused("is truncated or damaged", with(good, 42, 32767));
        refused("is too large or damaged", with(with(with(good, 42, 32767), 44, 32767), 46, 3));
        byte[] packed = Archives.gzip(good);
        packed[packed.length - 8]++;
        refused("its gzip stream is not valid", packed);
        refused("type 32", with(good, 70, 32));
        refused("one of a pair", with(good, 344, 'n' | 'i' << 8));
        refused("Analyze", with(good, 344, 0));
        refused("no NIfTI file", with(good, 0, 1));
        refused("is truncated", new byte[3]);
    }

    private static byte[] with(byte[] content, int at, int value) {
        return ByteBuffer.wrap(content.clone()).order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value).array();
    }

    private void refused(String reason, byte[] content) throws IOException {
        Path file = file(content);
        String message = assertThrows(DypException.class, () -> Nifti.read(file)).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
