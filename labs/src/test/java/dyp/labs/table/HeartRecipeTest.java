package dyp.labs.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.labs.recipe.LabOptions;
import dyp.labs.recipe.Run;
import dyp.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartRecipeTest {
    private static final Path DATA = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("data/heart-disease");

    @TempDir
    Path folder;

    @Test
    void onMadeUpPeopleItComesToItsReport() throws IOException {
        Run.Outcome outcome = Run.of(new HeartRecipe(), folder, LabOptions.defaults().quick(true));
        assertTrue(outcome.finished());
        assertEquals(6, outcome.scores().size());
        assertTrue(outcome.scores().values().stream().allMatch(v -> v > 0 && v <= 1), outcome::toString);
        String report = Files.readString(folder.resolve("report.md"));
        for (String part : new String[] {"synthetic table", "## Cross-validation", "roc.png", "precision-recall.png", "calibration.png", "confusion.png", "## The worst mistakes", "No row is there twice|made up by this project"}) {
            assertTrue(report.matches("(?s).*(" + part.replace(".", "\\.") + ").*"), part);
        }
        int width = Model.load(folder.resolve("heart.keras")).fields().getFirst().sample().dim(0);
        assertTrue(width >= 18 && width <= 30, "encoded numbers: " + width);
    }

    /** The minimum that the course sets; mean of three seeds. */
    @Test
    @Tag("slow")
    void cleveland() {
        assumeTrue(Files.isDirectory(DATA), "The heart disease tables are not at " + DATA + " (-Ddyp.shared=FOLDER says where); skipped.");
        double accuracy = 0, auroc = 0;
        for (int seed = 1; seed <= 3; seed++) {
            Map<String, Double> scores = Run.of(new HeartRecipe(), folder.resolve("seed" + seed), LabOptions.defaults().seed(seed).data(DATA)).scores();
            accuracy += scores.get("MLP accuracy") / 3;
            auroc += scores.get("MLP AUROC") / 3;
        }
        assertTrue(accuracy >= 0.82 && auroc >= 0.89, "accuracy " + accuracy + ", AUROC " + auroc);
    }
}
