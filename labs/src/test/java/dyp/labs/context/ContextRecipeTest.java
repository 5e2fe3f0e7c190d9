package dyp.labs.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.labs.recipe.LabOptions;
import dyp.labs.recipe.Run;
import dyp.tensor.DypException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextRecipeTest {
    private static final Path DATA = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("data/tabular");

    @TempDir
    Path folder;

    @Test
    void onMadeUpTablesItComesToItsReport() throws IOException {
        Run.Outcome outcome = Run.of(new ContextRecipe(), folder, LabOptions.defaults().quick(true));
        assertTrue(outcome.finished());
        assertEquals(3, outcome.scores().size());
        String report = Files.readString(folder.resolve("report.md"));
        assertTrue(report.contains("synthetic tables") && report.contains("made up 2") && report.contains("On average over the tables the in-context transformer is"), report);
    }

    private static Comparison.Result result(double[]... aurocs) {
        return new Comparison.Result(aurocs, new double[3]);
    }

    @Test
    void theVerdictIsWhatWasMeasured() {
        double[] own = {0.98, 0.96}, other = {0.97, 0.95};
        assertEquals("On average over the tables the in-context transformer is 0.0100 ± 0.0000 above the logistic regression and 0.0050 ± 0.0050 above the random forest (± is the standard error over the splits).",
                ContextRecipe.verdict(List.of(result(own, other, new double[] {0.98, 0.95}))));
        assertEquals("On average over the tables the in-context transformer is 0.0100 ± 0.0000 below the logistic regression and 0.0000 ± 0.0000 below the random forest (± is the standard error over the splits)."
                + " **It is not above both here.**", ContextRecipe.verdict(List.of(result(other, own, other))));
    }

    @Test
    void aMissingFileIsNamed() {
        assertTrue(assertThrows(DypException.class, () -> NamedTable.read(folder)).getMessage().startsWith("There is no processed.cleveland.data in "));
    }

    /** Over iris, wine, breast cancer and heart. */
    @Test
    @Tag("slow")
    void aboveBothClassics() {
        assumeTrue(Files.isDirectory(DATA), "The tables are not at " + DATA + " (-Ddyp.shared=FOLDER says where); skipped.");
        Map<String, Double> scores = Run.of(new ContextRecipe(), folder, LabOptions.defaults().data(DATA)).scores();
        double own = scores.get("in-context transformer AUROC");
        assertTrue(own > scores.get("logistic regression AUROC") && own > scores.get("random forest AUROC"), scores::toString);
    }
}
