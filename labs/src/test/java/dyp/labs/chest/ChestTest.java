package dyp.labs.chest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.labs.finding.Finding;
import dyp.labs.recipe.LabOptions;
import dyp.labs.recipe.Run;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lab X from its data to its report. */
class ChestTest {
    private static final Path DATA = Path.of(System.getProperty("dyp.shared", "../../shared"), "data", "pneumoniamnist");

    @TempDir
    Path folder;

    @Test
    void drawingsAreTheSameForTheSameSeed() {
        SyntheticChest few = SyntheticChest.of(4, 20, 7), more = SyntheticChest.of(9, 20, 7);
        assertEquals(few.pictures(), more.pictures().rows(0, 4));
        assertEquals(few.labels(), more.labels().rows(0, 4));
        assertNotEquals(few.pictures(), SyntheticChest.of(4, 20, 8).pictures());
        assertThrows(DypException.class, () -> SyntheticChest.of(4, 2, 7));
    }

    @Test
    void opacitiesAreInHalfOfTheDrawingsAndInNoOther() {
        int n = 100;
        SyntheticChest all = SyntheticChest.of(n, 28, 2);
        int[] truth = Finding.truth(all.labels());
        assertEquals(n / 2, IntStream.of(truth).sum());
        for (int i = 0; i < n; i++) {
            float[] cloud = all.opacities().rows(i, i + 1).floats();
            double most = IntStream.range(0, cloud.length).mapToDouble(k -> cloud[k]).max().orElseThrow();
            assertEquals(truth[i] == 1, most > 0.05, "drawing " + i + " has " + most);
        }
    }

    @Test
    void mirroredTwiceIsTheSame() {
        NDArray x = NDArray.generate(Shape.of(2, 3, 4, 2), i -> i);
        assertEquals(x.get(1, 2, 0, 1), Chest.mirrored(x).get(1, 2, 3, 1));
        assertEquals(x, Chest.mirrored(Chest.mirrored(x)));
    }

    /** The network does not see how a picture was exposed: a + b * grey. */
    @Test
    void exposureDoesNotCount() {
        Model model = new ChestNet(4, List.of(2, 2)).model(16, 1);
        NDArray x = NDArray.generate(Shape.of(3, 16, 16, 1), i -> 0.5 + 0.3 * Math.sin(i * 0.7));
        NDArray brighter = NDArray.generate(x.shape(), i -> 0.2 + 0.7 * x.at(i));
        NDArray a = model.predict(x), b = model.predict(brighter);
        for (int i = 0; i < 3; i++) {
            assertEquals(a.at(i), b.at(i), 5e-3);
        }
    }

    @Test
    void drawingsAreLearnedToTheReport() throws IOException {
        Run.Outcome outcome = Run.of(new Chest(), folder, LabOptions.defaults().quick(true));
        assertTrue(outcome.finished());
        assertEquals(List.of("AUROC", "pointing"), List.copyOf(outcome.scores().keySet()));
        String report = Files.readString(folder.resolve("report.md"));
        assertTrue(report.contains("Synthetic drawings"), report);
        for (String file : List.of("examples", "curves-1", "roc", "precision-recall", "calibration", "confusion")) {
            assertTrue(Files.exists(folder.resolve(file + ".png")), file);
        }
        assertEquals(Shape.of(2, 1), Model.load(folder.resolve("chest.keras")).predict(NDArray.zeros(Shape.of(2, 28, 28, 1))).shape());
    }

    /** Mean over three seeds; MedMNIST's ResNet-18 has 0.944. */
    @Test
    @Tag("slow")
    void pneumoniaIsFound() {
        assumeTrue(Files.isDirectory(DATA), "PneumoniaMNIST is not at " + DATA + " (-Ddyp.shared=FOLDER says where); skipped.");
        double sum = 0;
        for (int seed = 1; seed <= 3; seed++) {
            sum += Run.of(new Chest(), folder.resolve("seed-" + seed), LabOptions.defaults().seed(seed).data(DATA)).scores().get("AUROC");
        }
        assertTrue(sum / 3 >= 0.95, "mean AUROC " + sum / 3);
    }
}
