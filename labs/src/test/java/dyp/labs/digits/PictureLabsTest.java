package dyp.labs.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.labs.recipe.LabOptions;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Run;
import dyp.tensor.DypException;
import dyp.train.Model;
import dyp.zoo.ClassLabels;
import dyp.zoo.Preprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labs A and C, small to their reports, and (slow) whole to their scores. */
class PictureLabsTest {
    private static final Path DATA = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("data");

    @TempDir private Path folder;

    private Map<String, Double> quick(Recipe recipe, boolean best, String... parts) throws IOException {
        Run.Outcome outcome = Run.of(recipe, folder, LabOptions.defaults().quick(true).best(best));
        String report = Files.readString(folder.resolve("report.md"));
        assertTrue(outcome.finished());
        Stream.of(parts).forEach(part -> assertTrue(report.contains(part), part + " in\n" + report));
        report.lines().filter(l -> l.startsWith("![")).map(l -> l.replaceAll(".*]\\((.*)\\)", "$1")).forEach(f -> assertTrue(Files.exists(folder.resolve(f)), f));
        return outcome.scores();
    }

    @Test
    void mnist() throws IOException {
        Map<String, Double> scores = quick(new Mnist(), false, "synthetic digits", "## Random forest", "## All beside one another", "| random forest |", "| MLP |", "| CNN |",
                "cnn-curves.png", "last-confusion.png", "last-calibration.png", "last-mistakes.png");
        assertEquals(List.of("forest accuracy", "mlp accuracy", "cnn accuracy"), List.copyOf(scores.keySet()));
        assertTrue(scores.get("forest accuracy") > 0.6, scores.toString());
        Model model = Model.load(folder.resolve("cnn.keras"));
        assertEquals(PictureSet.DIGITS, ClassLabels.of(model).names());
        assertEquals(Preprocess.UNIT, Preprocess.of(model));
    }

    @Test
    void severalNetworksTogether() throws IOException {
        Map<String, Double> scores = quick(new Mnist(), true, "| CNNs together |", "| CNN 3 |");
        assertTrue(scores.containsKey("ensemble accuracy"), scores.toString());
    }

    @Test
    void fromScratch() throws IOException {
        quick(FromScratch.fashion(), false, "## Which learning rate?", "learning-rates.png", "cnn-curves.png", "cnn-roc.png", "cnn-pr.png", "cnn-mistakes.png", "cnn-gradcam.png");
        assertTrue(Files.isDirectory(folder.resolve("tensorboard/cnn/train")));
    }

    @Test
    void residual() throws IOException {
        quick(FromScratch.cifar(), false, "ResNet-18", "11,173,962 parameters", "cnn-gradcam.png");
    }

    @Test
    void answersAreCounted() {
        Answers a = new Answers(new double[][] {{0.7, 0.2, 0.1}, {0.1, 0.3, 0.6}, {0.4, 0.4, 0.2}, {0.05, 0.05, 0.9}}, new int[] {0, 1, 0, 0});
        assertEquals(0.5, a.accuracy());
        assertArrayEquals(new int[][] {{2, 0, 1}, {0, 0, 1}, {0, 0, 0}}, a.confusion(3));
        assertArrayEquals(new int[] {3, 1}, a.worst(5), "the surest first");
        Answers both = Answers.mean(List.of(a, new Answers(new double[][] {{0, 1, 0}, {0, 1, 0}, {0, 1, 0}, {1, 0, 0}}, a.truth())));
        assertArrayEquals(new double[] {0.05, 0.65, 0.3}, both.probabilities()[1], 1e-12);
        assertEquals(0.5, both.accuracy());
    }

    @Test
    void saysWhatIsMissing() {
        assertTrue(assertThrows(DypException.class, () -> PictureSet.cifar(folder, true)).getMessage().contains("dyp data cifar10-subset"));
        assertTrue(assertThrows(DypException.class, () -> Run.of(new Mnist(), folder.resolve("out"), LabOptions.defaults().data(folder))).getMessage().contains("holds none of train-images"));
    }

    // ---- whole, on real data

    private Map<String, Double> whole(Recipe recipe, boolean best) {
        Path data = DATA.resolve(recipe.set().orElseThrow());
        assumeTrue(Files.isDirectory(data), "There is no " + data + " (-Ddyp.shared=FOLDER says where); skipped.");
        return Run.of(recipe, folder, LabOptions.defaults().data(data).best(best)).scores();
    }

    private static void atLeast(double least, String score, Map<String, Double> scores) {
        assertTrue(scores.get(score) >= least, scores.toString());
    }

    @Test
    @Tag("slow")
    void mnistWhole() {
        Map<String, Double> scores = whole(new Mnist(), false);
        atLeast(0.965, "forest accuracy", scores);
        atLeast(0.982, "mlp accuracy", scores);
        atLeast(0.993, "cnn accuracy", scores);
    }

    @Test
    @Tag("slow")
    void mnistBest() {
        atLeast(0.996, "ensemble accuracy", whole(new Mnist(), true));
    }

    @Test
    @Tag("slow")
    void fashionWhole() {
        atLeast(0.925, "accuracy", whole(FromScratch.fashion(), false));
    }
}
