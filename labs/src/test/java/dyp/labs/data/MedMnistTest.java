package dyp.labs.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.store.Npz;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MedMNIST's files of two classes. */
class MedMnistTest {
    private static final Path DATA = Path.of(System.getProperty("dyp.shared", "../../shared"), "data");

    @TempDir
    Path folder;

    private static Map<String, NDArray> arrays() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        for (String part : new String[] {"train", "val", "test"}) {
            all.put(part + "_images", NDArray.of(new int[] {0, 255, 51, 102, 0, 0, 255, 255}, 2, 2, 2));
            all.put(part + "_labels", NDArray.of(new int[] {1, 0}, 2, 1));
        }
        return all;
    }

    private String refused(String name, NDArray other) {
        Map<String, NDArray> all = arrays();
        all.remove(name);
        if (other != null) {
            all.put(name, other);
        }
        Npz.write(folder.resolve("x.npz"), all);
        return assertThrows(DypException.class, () -> MedMnist.read(folder, "x.npz")).getMessage();
    }

    @Test
    void greyFromZeroToOneWithAChannelAndLabels() {
        Npz.write(folder.resolve("x.npz"), arrays());
        MedMnist set = MedMnist.read(folder, "x.npz");
        assertEquals(set.train().toArrays().x(), MedMnist.read(folder.resolve("x.npz"), "another.npz").train().toArrays().x());
        assertEquals(Shape.of(2, 2, 2, 1), set.test().toArrays().x().shape());
        assertEquals(0.4, set.validation().toArrays().x().get(0, 1, 1, 0), 1e-6);
        assertEquals(NDArray.of(new float[] {1, 0}, 2, 1), set.test().toArrays().y());
        assertArrayEquals(new int[] {1, 1}, MedMnist.counts(set.train()));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertTrue(refused("val_images", null).contains("'val_images'"));
        assertTrue(refused("test_labels", NDArray.of(new int[] {1, 2}, 2, 1)).contains("sample 1 of the part 'test' is of class 2"));
        assertTrue(refused("train_labels", NDArray.of(new int[] {1, 0, 1}, 3, 1)).contains("(3, 1)"));
        assertTrue(refused("train_images", NDArray.of(new int[] {0, 256, 51, 102, 0, 0, 255, 255}, 2, 2, 2)).contains("256"));
        assertTrue(refused("train_images", NDArray.of(new int[8], 2, 2, 2, 1, 1)).contains("(2, 2, 2, 1, 1)"));
        assertTrue(assertThrows(DypException.class, () -> MedMnist.read(folder, "y.npz")).getMessage().contains("y.npz"));
    }

    @Test
    void thePublishedOnesHaveTheirCounts() {
        assumeTrue(Files.isDirectory(DATA), "The shared data are not at " + DATA + " (-Ddyp.shared=FOLDER says where); skipped.");
        MedMnist chests = MedMnist.read(DATA.resolve("pneumoniamnist"), "pneumoniamnist.npz");
        assertArrayEquals(new int[] {1214, 3494}, MedMnist.counts(chests.train()));
        assertArrayEquals(new int[] {234, 390}, MedMnist.counts(chests.test()));
        MedMnist glands = MedMnist.read(DATA.resolve("adrenalmnist3d"), "adrenalmnist3d.npz");
        assertEquals(Shape.of(28, 28, 28, 1), glands.train().sampleShape());
        assertArrayEquals(new int[] {76, 22}, MedMnist.counts(glands.validation()));
    }
}
