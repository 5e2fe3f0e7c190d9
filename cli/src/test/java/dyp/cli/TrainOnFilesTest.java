package dyp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Idx;
import dyp.data.IdxType;
import dyp.labs.SyntheticDigits;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dyp train --data DIR}: right files, and all kinds of wrong ones. */
class TrainOnFilesTest {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

    @TempDir private Path folder;

    @BeforeEach
    void aSmallDataSet() {
        write(folder, 240, 40);
    }

    private static void write(Path folder, int train, int test) {
        SyntheticDigits.Digits digits = SyntheticDigits.generate(train + test, 5);
        images(folder.resolve(TRAIN_IMAGES), digits, 0, train);
        images(folder.resolve(TEST_IMAGES), digits, train, train + test);
        labels(folder.resolve(TRAIN_LABELS), Arrays.copyOfRange(digits.labels(), 0, train));
        labels(folder.resolve(TEST_LABELS), Arrays.copyOfRange(digits.labels(), train, train + test));
    }

    private static void images(Path file, SyntheticDigits.Digits digits, int from, int to) {
        int pixels = SyntheticDigits.PIXELS;
        NDArray images = NDArray.generate(Shape.of(to - from, 28, 28), i -> digits.pixels()[from * pixels + i] & 0xff);
        Idx.write(file, images, IdxType.UNSIGNED_BYTE);
    }

    private static void labels(Path file, int... labels) {
        Idx.write(file, NDArray.of(labels), IdxType.UNSIGNED_BYTE);
    }

    private Cli.Result train(String... more) {
        String[] args = {"train", "--model", "mlp", "--epochs", "1", "-o", folder.resolve("mlp.keras").toString()};
        return Cli.run(Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray(String[]::new));
    }

    private void refused(String sentence) {
        Cli.Result result = train("--data", folder.toString());
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().startsWith("dyp: ") && result.err().contains(sentence), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals("", result.out(), "nothing begun");
        assertTrue(train("--debug", "--data", folder.toString()).err().contains("\tat dyp."));
    }

    @Test
    void trainsAndTestsOnTheFiles() {
        Cli.Result result = train("--data", folder.toString());
        assertEquals(0, result.code(), result.err());
        String source = "Data     " + folder + "\n         220 to train on, 20 to validate, 40 to test on\n";
        assertTrue(result.out().startsWith(source), result.out());
        assertTrue(result.out().contains(" of 40 images), loss "), result.out());
        assertFalse(result.out().contains("synthetic"), result.out());
    }

    @Test
    void trainsOnTheBuiltInDigitsAndTestsOnTheFiles() throws IOException {
        // Only the test files are asked for.
        Files.delete(folder.resolve(TRAIN_IMAGES));
        Files.delete(folder.resolve(TRAIN_LABELS));
        Cli.Result result = train("--samples", "100", "--test-data", folder.toString());
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("100 to train on, 10 to validate, 40 to test on, from " + folder + "\n"), result.out());
        assertTrue(result.out().contains(" of 40 images), loss "), result.out());
    }

    @Test
    void theClassesOfFashionMnistAreNamedByTheFolder() throws IOException {
        Path fashion = Files.createDirectory(folder.resolve("Fashion-MNIST"));
        write(fashion, 60, 20);
        Cli.Result result = train("--data", fashion.toString());
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("\n0 T-shirt/top ") && result.out().contains("\n9 Ankle boot  "), result.out());
        result.out().lines().filter(line -> !line.startsWith("Epoch") && !line.startsWith("Data") && !line.contains("to train on"))
                .forEach(line -> assertTrue(line.length() <= 80 || line.contains(folder.toString()), line));
    }

    @Test
    void samplesTakesTheFirst() {
        assertTrue(train("--data", folder.toString(), "--samples", "50").out().contains("50 to train on, 20 to validate"));
        Cli.Result result = train("--data", folder.toString(), "--samples", "230");
        assertEquals(2, result.code());
        assertEquals("dyp: --samples 230 asks for more images than " + folder + " has to train on (220, and 20 held back to validate)."
                + " Ask for fewer.\n", result.err());
    }

    @Test
    void aFewImagesAreNotHeldBack() {
        write(folder, 10, 10);
        assertTrue(train("--data", folder.toString()).out().contains("10 to train on, 10 to test on\n"));
    }

    @Test
    void aMissingFile() throws IOException {
        Files.delete(folder.resolve(TEST_LABELS));
        refused("holds none of t10k-labels-idx1-ubyte, t10k-labels-idx1-ubyte.gz");
    }

    @Test
    void aTruncatedFile() throws IOException {
        Path file = folder.resolve(TRAIN_IMAGES);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5000));
        refused("train-images-idx3-ubyte is truncated");
    }

    @Test
    void anEmptyFile() throws IOException {
        Files.write(folder.resolve(TRAIN_LABELS), new byte[0]);
        refused("train-labels-idx1-ubyte is empty");
    }

    @Test
    void aFileOfAnotherKind() throws IOException {
        Files.writeString(folder.resolve(TEST_IMAGES), "<html>not found</html>");
        refused("t10k-images-idx3-ubyte");
    }

    @Test
    void fewerLabelsThanImages() {
        labels(folder.resolve(TEST_LABELS), 1, 2, 3);
        refused("holds 40 images, but");
    }

    @Test
    void labelsOutOfRange() {
        int[] labels = new int[240];
        labels[17] = 10;
        labels(folder.resolve(TRAIN_LABELS), labels);
        refused("The training labels in " + folder + " do not fit. Labels run from 0 to 10 but the model has 10 outputs (0 to 9)."
                + " First seen at row 17.");
    }

    @Test
    void imagesOfAnotherSize() {
        Idx.write(folder.resolve(TEST_IMAGES), NDArray.zeros(Shape.of(40, 32, 32)), IdxType.UNSIGNED_BYTE);
        refused("The test images in " + folder + " are of shape (32, 32, 1), but the networks here read (28, 28, 1)");
    }

    @Test
    void noImagesAtAll() {
        Idx.write(folder.resolve(TEST_IMAGES), NDArray.zeros(Shape.of(0, 28, 28)), IdxType.UNSIGNED_BYTE);
        labels(folder.resolve(TEST_LABELS));
        refused("");
    }
}
