package dyp.data;

import static dyp.data.DatasetTest.assertMessage;
import static dyp.data.IdxFiles.gzip;
import static dyp.data.IdxFiles.hex;
import static dyp.data.IdxFiles.idx;
import static dyp.data.IdxFiles.put;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistFilesTest {
    private static final byte[] IMAGES = idx(0x08, new int[] {2, 1, 2}, hex("00 ff 33 00"));
    private static final byte[] LABELS = idx(0x08, new int[] {2}, hex("05 09"));

    @TempDir
    Path folder;

    /** The numbers of shared/data/mnist/SOURCE.md, counted there by other code. */
    @Test
    void theRealFiles() {
        Path mnist = Path.of(System.getProperty("dyp.shared", "../../shared"), "data", "mnist");
        Assumptions.assumeTrue(Files.isDirectory(mnist), "Skipped: the MNIST files are not at " + mnist.toAbsolutePath()
                + "; give the folder above data/ with -Ddyp.shared=FOLDER.");
        MnistFiles files = MnistFiles.read(mnist);
        assertEquals(60_000, files.train().size());
        assertEquals(10_000, files.test().size());
        assertEquals(Shape.of(28, 28, 1), files.train().sampleShape());
        assertArrayEquals(new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}, files.train().classCounts());
        assertArrayEquals(new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, files.test().classCounts());
        assertMoments(0.1307, 0.3081, files.train());
        assertMoments(0.1325, 0.3105, files.test());
        files.train().check().checkLabels(10);
        for (Dataset part : files.test().stratified(1, 0.6, 0.2, 0.2)) {
            int[] counts = part.classCounts();
            for (int c = 0; c < 10; c++) {
                assertEquals(files.test().classCounts()[c] * (part.size() / 10_000.0), counts[c], 1.5);
            }
        }
    }

    private static void assertMoments(double mean, double deviation, Dataset data) {
        double sum = 0;
        double squares = 0;
        float[] pixels = data.toArrays().x().floats();
        for (float p : pixels) {
            sum += p;
            squares += (double) p * p;
        }
        double m = sum / pixels.length;
        assertEquals(mean, m, 5e-5);
        assertEquals(deviation, Math.sqrt(squares / pixels.length - m * m), 5e-5);
    }

    @Test
    void findsEachFileUnderEachOfItsNames() {
        put(folder.resolve("train-images-idx3-ubyte"), IMAGES);
        put(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(LABELS));
        put(folder.resolve("t10k-images.idx3-ubyte"), IMAGES);
        put(folder.resolve("t10k-labels.idx1-ubyte.gz"), gzip(LABELS));
        MnistFiles files = MnistFiles.read(folder);
        Batch train = files.train().toArrays();
        assertEquals(NDArray.of(new float[] {0, 1, 51 / 255f, 0}, 2, 1, 2, 1), train.x());
        assertEquals(NDArray.of(new int[] {5, 9}), train.y());
        assertEquals(train, files.test().toArrays());
    }

    @Test
    void namesWhatIsMissingAndWhatWasFound() throws IOException {
        assertMessage(folder + " holds none of train-images-idx3-ubyte, train-images-idx3-ubyte.gz, train-images.idx3-ubyte,"
                + " train-images.idx3-ubyte.gz. It is empty. Fetch the missing file", () -> MnistFiles.read(folder));
        // As one archive of the web unpacks: folders of the files' names.
        Files.createDirectory(folder.resolve("train-images-idx3-ubyte"));
        put(folder.resolve("train-labels-idx1-ubyte"), LABELS);
        assertMessage("Found there: train-images-idx3-ubyte/, train-labels-idx1-ubyte.", () -> MnistFiles.read(folder));
        for (int i = 0; i < 30; i++) {
            put(folder.resolve("z" + i));
        }
        assertMessage(", and 12 more.", () -> MnistFiles.read(folder));
        assertMessage("There is no folder " + folder.resolve("none"), () -> MnistFiles.read(folder.resolve("none")));
        assertMessage("There is no folder", () -> MnistFiles.read(folder.resolve("z0")));
    }

    @Test
    void numbersOfImagesAndLabelsMustAgree() {
        put(folder.resolve("train-images-idx3-ubyte"), IMAGES);
        put(folder.resolve("train-labels-idx1-ubyte"), idx(0x08, new int[] {3}, hex("050901")));
        put(folder.resolve("t10k-images-idx3-ubyte"), IMAGES);
        put(folder.resolve("t10k-labels-idx1-ubyte"), LABELS);
        assertMessage("train-images-idx3-ubyte holds 2 images, but " + folder.resolve("train-labels-idx1-ubyte")
                + " holds 3 labels: they do not belong together.", () -> MnistFiles.read(folder));
    }
}
