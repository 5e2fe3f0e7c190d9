package dyp.labs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.History;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir private Path folder;
    private Report report;

    @BeforeEach
    void begin() {
        report = new Report(folder, "A <title>", () -> "seed 1");
    }

    private String markdown() throws IOException {
        return Files.readString(folder.resolve("report.md"));
    }

    private String html() throws IOException {
        return Files.readString(folder.resolve("report.html"));
    }

    private BufferedImage picture(String file) throws IOException {
        return ImageIO.read(folder.resolve(file + ".png").toFile());
    }

    /** How many of the picture's pixels are of a colour, more or less. */
    private static long pixels(BufferedImage image, int rgb) {
        return IntStream.range(0, image.getWidth() * image.getHeight()).map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth())).filter(p -> (p & 0xffffff) == rgb).count();
    }

    @Test
    void everySectionIsWrittenWhenTheNextBegins() throws IOException {
        report.heading("First").text("one");
        report.heading("Second");
        assertTrue(markdown().contains("## First\n\none\n") && !markdown().contains("Second"), markdown());
        report.text("two").flush();
        assertTrue(markdown().startsWith("# A <title>\n\nseed 1\n\n## First"), markdown());
        assertTrue(html().contains("<h2>Second</h2>\n<p>two</p>"), html());
    }

    @Test
    void namesWithMarksStayNames() throws IOException {
        report.heading("x").table(List.of("class", "n"), List.of(List.of(Markdown.plain("a|b *c* <script>"), "1,234"), List.of(Markdown.code("d|e"), "-0.5"))).flush();
        assertTrue(html().contains("<td>a|b *c* &lt;script&gt;</td>"), html());
        assertTrue(html().contains("<td><code>d|e</code></td>"), html());
        assertTrue(html().contains("<td align=\"right\">1,234</td>"), html());
        assertFalse(html().contains("<script"), html());
    }

    /** The page needs nothing but the files beside it. */
    @Test
    void thePageIsWhole() throws IOException {
        report.heading("x").picture("p", "what is to be seen", new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB)).flush();
        assertTrue(html().contains("<img src=\"p.png\" alt=\"what is to be seen\""), html());
        Matcher links = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(html());
        while (links.find()) {
            assertTrue(Files.exists(folder.resolve(links.group(1))), links.group(1));
        }
        assertFalse(html().contains("://"));
        assertEquals(5, picture("p").getWidth());
    }

    @Test
    void curvesOfEveryFigure() throws IOException {
        History history = new History(List.of(Map.of("loss", 2.0, "val_loss", 2.5, "accuracy", 0.5), Map.of("loss", 1.0, "val_loss", Double.NaN, "accuracy", 0.7)), 1, 1);
        report.curves("c", "curves", history).flush();
        BufferedImage both = picture("c");
        assertEquals(2 * Charts.WIDTH, both.getWidth());
        assertTrue(pixels(both, 0x0072B2) > 300, "the training's line");
        assertTrue(pixels(both, 0xD55E00) > 10, "the one point of the validation");
        report.curves("none", "nothing", new History(List.of(), 0, 0)).flush();
        assertTrue(markdown().contains("No epoch was finished"));
    }

    @Test
    void aConfusionMatrixHasRoomForAllItSays() throws IOException {
        report.confusion("m", "matrix", new int[][] {{990, 10, 0}, {0, 5, 5}, {1, 0, 123_456}}, List.of("short", "a name of several words", "averyveryveryverylongwordwithoutanyblank")).flush();
        BufferedImage image = picture("m");
        assertTrue(image.getWidth() > 400 && image.getHeight() > 250, image.toString());
        // The border stays white: nothing is cut.
        for (int x = 0; x < image.getWidth(); x++) {
            assertEquals(0xffffff, image.getRGB(x, 0) & 0xffffff);
            assertEquals(0xffffff, image.getRGB(x, image.getHeight() - 1) & 0xffffff);
        }
        for (int y = 0; y < image.getHeight(); y++) {
            assertEquals(0xffffff, image.getRGB(0, y) & 0xffffff);
            assertEquals(0xffffff, image.getRGB(image.getWidth() - 1, y) & 0xffffff);
        }
    }

    @Test
    void curvesOfScoresWithTheirAreas() throws IOException {
        Random random = new Random(1);
        int[] truth = IntStream.range(0, 400).map(i -> i % 2).toArray();
        double[][] p = Arrays.stream(truth).mapToObj(t -> {
            double one = 1 / (1 + Math.exp(-(2 * t - 1 + random.nextGaussian())));
            return new double[] {1 - one, one};
        }).toArray(double[][]::new);
        report.roc("roc", "ROC", p, truth, List.of("no", "yes")).precisionRecall("pr", "PR", p, truth, List.of("no", "yes")).calibration("cal", "calibration", p, truth).flush();
        Matcher auc = Pattern.compile("- yes: AUC (0\\.\\d{4}) \\(95% interval (0\\.\\d{4}) to (0\\.\\d{4}), bootstrap\\)").matcher(markdown());
        assertTrue(auc.find(), markdown());
        // Two normal distributions two deviations apart: Phi(sqrt 2).
        assertEquals(0.921, Double.parseDouble(auc.group(1)), 0.03);
        assertTrue(Double.parseDouble(auc.group(2)) < Double.parseDouble(auc.group(1)) && Double.parseDouble(auc.group(1)) < Double.parseDouble(auc.group(3)));
        assertTrue(markdown().contains("yes: average precision 0.9"), markdown());
        assertTrue(markdown().contains("Expected calibration error (15 bins): 0.0"), markdown());
        assertTrue(pixels(picture("roc"), 0x0072B2) > 300);
    }

    @Test
    void manyClassesHaveACurveEach() throws IOException {
        int[] truth = IntStream.range(0, 60).map(i -> i % 4).toArray();
        double[][] right = Arrays.stream(truth).mapToObj(t -> IntStream.range(0, 4).mapToDouble(k -> k == t ? 0.7 : 0.1).toArray()).toArray(double[][]::new);
        report.roc("roc", "ROC", right, truth, List.of("a", "b", "c", "d")).flush();
        assertTrue(markdown().contains("AUC, each class against the others, on average: 1.0000"), markdown());
        assertTrue(assertThrows(DypException.class, () -> report.roc("x", "x", right, truth, List.of("a"))).getMessage().contains("4 columns"));
        // One class alone has no curve, and that is said.
        report.roc("one", "ROC", right, new int[60], List.of("a", "b", "c", "d")).flush();
        assertTrue(markdown().contains("There are not samples of two classes"));
    }

    @Test
    void picturesInAGrid() throws IOException {
        NDArray batch = NDArray.of(new float[] {0, 1, 0.5f, 2}, 1, 2, 2);
        BufferedImage one = Pictures.of(batch, 0);
        assertEquals(0x000000, one.getRGB(0, 0) & 0xffffff);
        assertEquals(0xffffff, one.getRGB(1, 1) & 0xffffff, "clipped");
        assertEquals(0x808080, one.getRGB(0, 1) & 0xffffff);
        report.gallery("g", "grid", IntStream.range(0, 20).mapToObj(i -> new Report.Tile(one, "title " + i + "\nof two lines")).toList()).flush();
        assertTrue(picture("g").getWidth() <= 1040 && picture("g").getHeight() > 3 * 112, picture("g").toString());
        assertTrue(assertThrows(DypException.class, () -> Pictures.of(NDArray.of(new float[8], 1, 2, 2, 2), 0)).getMessage().contains("(1, 2, 2, 2)"));
        assertThrows(DypException.class, () -> report.gallery("none", "none", List.of()));
    }

    @Test
    void barsOnBothSidesOfNothing() throws IOException {
        report.bars("b", "bars", List.of("up", "down", "not a number"), new double[] {0.5, -0.25, Double.NaN}).flush();
        assertTrue(pixels(picture("b"), 0x0072B2) > 1000 && pixels(picture("b"), 0xD55E00) > 1000);
        assertThrows(DypException.class, () -> report.bars("b", "bars", List.of("one"), new double[2]));
    }
}
