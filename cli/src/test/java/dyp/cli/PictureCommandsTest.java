package dyp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.labs.SyntheticDigits;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.zoo.Zoo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code predict}, {@code evaluate} and {@code train --zoo} on folders of pictures: digits drawn by a program, of two classes. */
class PictureCommandsTest {
    private static final int SIDE = SyntheticDigits.SIDE;
    private static final List<String> NAMES = List.of("null", "ein");

    @TempDir private static Path folder;

    @BeforeAll
    static void picturesAndANetwork() throws IOException {
        SyntheticDigits.Digits digits = SyntheticDigits.generate(120, 3);
        for (int i = 0; i < digits.labels().length; i++) {
            if (digits.labels()[i] < 2) {
                write(digits, i, folder.resolve("pictures/" + NAMES.get(digits.labels()[i]) + "/patient" + i % 5 + "_" + i + ".png"));
            }
            if (digits.labels()[i] == 7) {
                write(digits, i, folder.resolve("seven.png"));
            }
        }
        Cli.Result trained = dyp("train --samples 3000 --epochs 2 -o @digits.keras");
        assertEquals(0, trained.code(), trained.err());
    }

    private static void write(SyntheticDigits.Digits digits, int i, Path file) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < SIDE * SIDE; p++) {
            image.getRaster().setSample(p % SIDE, p / SIDE, 0, digits.pixels()[i * SIDE * SIDE + p] & 0xff);
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private static Cli.Result dyp(String line) {
        return Cli.run(line.replace("@", folder + "/").split(" "));
    }

    private static String fine(String line) {
        Cli.Result result = dyp(line);
        assertEquals(0, result.code(), result.err());
        return result.out();
    }

    @Test
    void predictNamesTheLikeliestFirst() {
        List<String> lines = fine("predict @digits.keras @seven.png").lines().toList();
        assertEquals(6, lines.size(), lines.toString());
        assertTrue(lines.get(1).matches(" +[0-9.]+%  7"), lines.toString());
        double[] shares = lines.stream().skip(1).mapToDouble(l -> Double.parseDouble(l.replaceAll("%.*", "").strip())).toArray();
        for (int i = 1; i < shares.length; i++) {
            assertTrue(shares[i] <= shares[i - 1], lines.toString());
        }
        assertTrue(shares[0] > 50, lines.toString());
        assertFalse(fine("predict @digits.keras @seven.png --invert").equals(String.join("\n", lines) + "\n"), "a picture with other numbers");
    }

    @Test
    void explainDrawsWhatTheAnswerHangsOn() throws IOException {
        String out = fine("explain @digits.keras @seven.png -o @why.png");
        assertTrue(out.lines().toList().get(1).matches(" +gradcam +7 [0-9.]+%, deletion [01]\\.[0-9]+, insertion [01]\\.[0-9]+, layer conv2d_1 -> .*why.png"), out);
        BufferedImage drawn = ImageIO.read(folder.resolve("why.png").toFile());
        assertTrue(drawn.getWidth() > 500 && drawn.getHeight() > 250, "two pictures enlarged and a scale");
        fine("explain @digits.keras @seven.png --method integrated,hirescam --class 3 -o @maps");
        assertTrue(Files.exists(folder.resolve("maps/seven-integrated.png")) && Files.exists(folder.resolve("maps/seven-hirescam.png")));
        Path named = Files.writeString(folder.resolve("called.txt"), "a\nb\nc\nd\ne\nf\ng\nseven\ni\nj\n");
        assertTrue(fine("explain @digits.keras @seven.png --layer conv2d --class seven --labels " + named + " -o @why.png").contains("layer conv2d ->"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            explain @digits.keras | explain takes a model and one picture
            explain @digits.keras @seven.png --method crystal | There is no method 'crystal'
            explain @digits.keras @seven.png --class eight | There is no class 'eight'
            explain @digits.keras @seven.png --class 10 | class 10 was asked for
            explain @digits.keras @seven.png --layer dense -o @no.png | no map
            explain @digits.keras @seven.png --method rise --layer conv2d | looks at no layer
            explain @digits.keras @seven.png --method rollout -o @no.png | Attention rollout follows attention
            """)
    void whatExplainCannotDoIsSaid(String line, String said) {
        Cli.Result result = dyp(line);
        assertEquals(2, result.code(), result.out());
        assertTrue(result.err().contains(said), result.err());
    }

    @Test
    void theMethodsAreListed() {
        assertTrue(fine("explain --list").lines().anyMatch(l -> l.matches(" +hirescam +a layer's channels .*")));
    }

    @Test
    void evaluateFindsFoldersByTheModelsNames() throws IOException {
        Path named = Files.writeString(folder.resolve("names.txt"), "null\nein\nb\nc\nd\ne\nf\ng\nh\ni\n");
        String out = fine("evaluate @digits.keras --data @pictures --labels " + named);
        assertTrue(out.matches("(?s)Accuracy (8[0-9]|9[0-9]|100)\\.\\d\\d% .*0 null .*1 ein .*"), out);
    }

    @Test
    void aNetworkOfTheZooLearnsFolders() {
        String out = fine("train --zoo lenet5 --size 28 --data @pictures --epochs 8 --batch-size 8 --group-by (patient\\d) -o @lenet.keras");
        for (String piece : List.of(" pictures to train on, ", " of ein, null\n", "Network  lenet5 for (28, 28, 3), 2 classes", "\nTest accuracy ", "\n0 ein ", "\nSaved    ")) {
            assertTrue(out.contains(piece), "no '" + piece + "' in:\n" + out);
        }
        assertTrue(fine("evaluate @lenet.keras --data @pictures").contains("Accuracy "), "classes and preparation travel in the file");
    }

    @Test
    void whatIsFrozenStays() {
        Model known = Zoo.leNet5().input(28, 28, 3).seed(4).model();
        known.save(folder.resolve("known.keras"));
        String out = fine("train --zoo lenet5 --size 28 --data @pictures --epochs 1 --weights " + folder.resolve("known.keras") + " --freeze base -o @top.keras");
        assertTrue(out.contains(", on top of "), out);
        Model top = Model.load(folder.resolve("top.keras"));
        NDArray before = known.variables().getFirst().value();
        assertEquals(before, top.variables().getFirst().value());
        assertEquals(2, top.trainableVariables().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            predict @digits.keras @pictures                     | @pictures is a folder or no regular file.
            predict @digits.keras                               | Missing required parameter: 'IMAGE'.
            predict @digits.keras @seven.png --preprocess odd   | Invalid value for option '--preprocess'
            evaluate @digits.keras --data @pictures             | @pictures has a folder for each of [ein, null], but the model tells [0, 1, 2,
            evaluate @digits.keras --data @nowhere              | There is no folder @nowhere
            train --zoo alexnet --data @pictures                | There is no network 'alexnet' in the zoo.
            train --zoo lenet5                                  | --zoo needs --data DIR, a folder of pictures per class.
            train --size 32                                     | --size has a meaning only with --zoo NAME.
            train --zoo lenet5 --data @pictures --freeze base   | --freeze base keeps what a network knows already, but there are no --weights
            """)
    void wrongInputGetsOneSentence(String line, String sentence) {
        Cli.Result result = dyp(line);
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().startsWith("dyp: " + sentence.replace("@", folder + "/")), result.err());
        assertTrue(result.err().lines().count() <= 2, result.err());
    }
}
