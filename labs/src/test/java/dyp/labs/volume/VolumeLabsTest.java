package dyp.labs.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.labs.recipe.LabOptions;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Run;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lab D from its data to its report. */
class VolumeLabsTest {
    private static final Path DATA = Path.of(System.getProperty("dyp.shared", "../../shared"), "data");

    @TempDir
    Path folder;

    private static Path shared(String set) {
        assumeTrue(Files.isDirectory(DATA.resolve(set)), "The shared data are not at " + DATA + " (-Ddyp.shared=FOLDER says where); skipped.");
        return DATA.resolve(set);
    }

    private String report() throws IOException {
        return Files.readString(folder.resolve("report.md"));
    }

    private void assertPictures(List<String> files) {
        files.forEach(f -> assertTrue(Files.exists(folder.resolve(f + ".png")), f + ".png"));
    }

    @Test
    void headsAreLearnedAndTheMapsMarked() throws IOException {
        Run.Outcome outcome = Run.of(new Phantom(), folder, LabOptions.defaults().quick(true));
        assertTrue(outcome.finished());
        assertEquals(List.of("AUROC", "pointing"), List.copyOf(outcome.scores().keySet()));
        String report = report();
        assertTrue(report.contains("Synthetic heads made by this program"), report);
        assertTrue(report.contains("Does it sit on the ventricles?"), report);
        assertPictures(List.of("examples", "curves-1", "roc", "precision-recall", "calibration", "confusion"));
        Model model = Model.load(folder.resolve("phantom.keras"));
        double p = model.predict(HeadPhantoms.of(1, 28, 5).volumes()).item();
        assertTrue(p > 0 && p < 1);
    }

    @Test
    void glandsWithoutDataAreHeads() throws IOException {
        Run.of(new Adrenal(), folder, LabOptions.defaults().quick(true));
        assertTrue(report().contains("Synthetic heads"), report());
    }

    @Test
    void glandsAreLearnedAndMeasured() throws IOException {
        Run.Outcome outcome = Run.of(new Adrenal(), folder, LabOptions.defaults().quick(true).data(shared("adrenalmnist3d")));
        assertTrue(outcome.scores().containsKey("AUROC"));
        String report = report();
        assertTrue(report.contains("What a ruler says"), report);
        assertTrue(report.contains("8ffd78c0f000265d"), "the file's sha256");
        // What needs no training comes out the same, however quick the networks were: thickness alone on the validation set.
        assertTrue(report.matches("(?s).*peeled off \\| [\\d.]+ \\| 0\\.8523 .*"), report);
        assertPictures(List.of("examples", "roc", "confusion"));
    }

    @Test
    void brainsAreReadAndTurned() throws IOException {
        Run.of(new Brain(), folder, LabOptions.defaults().quick(true).data(shared("nifti")));
        String report = report();
        assertTrue(report.contains("LAS") || report.contains("LPS") || report.contains("RAS"), report);
        assertTrue(report.contains("197 x 233 x 189"), report);
        assertTrue(report.contains("128 x 96 x 24 x 2"), report);
        assertPictures(List.of("planes-1", "planes-10", "slices-1"));
        assertFalse(report.contains("cannot be read"), report);
    }

    @Test
    void aFileThatIsNoVolumeIsTold() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("broken.nii"), "this is no volume".repeat(50));
        Run.of(new Brain(), folder, LabOptions.defaults().quick(true).data(data));
        assertTrue(report().contains("cannot be read"), report());
        Path none = Files.createDirectory(folder.resolve("none"));
        String message = assertThrows(DypException.class, () -> Run.of(new Brain(), folder.resolve("out"), LabOptions.defaults().quick(true).data(none))).getMessage();
        assertTrue(message.contains("NIfTI files"), message);
    }

    @Test
    void withoutDataTheHeadsAreSynthetic() throws IOException {
        Run.of(new Brain(), folder, LabOptions.defaults().quick(true));
        assertTrue(report().contains("synthetic heads made by this program"), report());
        assertPictures(List.of("planes-1", "planes-2", "slices-1"));
    }

    /** Mean over three seeds; MedMNIST's ResNet-18 with 3-D convolutions has 0.827. */
    @Test
    @Tag("slow")
    void enlargedGlandsAreFound() {
        Path data = shared("adrenalmnist3d");
        assertTrue(mean(new Adrenal(), data, "AUROC") >= 0.84);
    }

    @Test
    @Tag("slow")
    void enlargedVentriclesAreFoundAndPointedAt() {
        Run.Outcome outcome = Run.of(new Phantom(), folder, LabOptions.defaults());
        assertTrue(outcome.scores().get("AUROC") >= 0.85 && outcome.scores().get("pointing") >= 0.7, outcome.scores()::toString);
    }

    private double mean(Recipe recipe, Path data, String score) {
        double sum = 0;
        for (int seed = 1; seed <= 3; seed++) {
            sum += Run.of(recipe, folder.resolve("seed-" + seed), LabOptions.defaults().seed(seed).data(data)).scores().get(score);
        }
        return sum / 3;
    }
}
