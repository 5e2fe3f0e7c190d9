package dyp.explain;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.conv1d;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.conv3d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.explain.ColorMap.Oklab;
import dyp.nn.Layer;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverlayTest {
    @TempDir private Path folder;

    private static Explanation explained(boolean signed, Layer conv, int... dims) {
        Model model = conv == null ? Sequential.of(input(dims), dense(8, RELU), dense(3)) : Sequential.of(input(dims), conv, flatten(), dense(3));
        NDArray x = NDArray.generate(Shape.of(dims), i -> Math.sin(i * 0.7) * 1000);
        Explainer explainer = conv == null || signed ? Explainers.gradientInput() : Explainers.saliency();
        return explainer.explain(model.seed(1), x, 1);
    }

    private static List<Explanation> every() {
        return List.of(explained(false, conv2d(3, 3, RELU), 12, 9, 3), explained(true, conv2d(3, 3, RELU), 40, 60, 1), explained(true, conv1d(3, 3, RELU), 90, 3),
                explained(false, conv1d(3, 3, RELU), 30, 1), explained(false, conv3d(2, 3, RELU), 8, 9, 10, 1), explained(true, null, 30));
    }

    /** Nothing is drawn in the border of half a gap, so nothing is cut by it. */
    @Test
    void nothingReachesTheEdge() {
        for (Explanation e : every()) {
            for (String caption : new String[] {null, "deletion 0.12, insertion 0.93 and so many words more that they have to go over several lines of it"}) {
                BufferedImage image = new Overlay().names(List.of("a", "a name thatisverylongandhasnospacetobreakitatsoonandgoesoneversofarthatnolineholdsit", "c"))
                        .caption(caption).features(List.of("systolic blood pressure at rest, mm Hg", "b", "c")).draw(e);
                for (int y = 0; y < image.getHeight(); y++) {
                    for (int x = 0; x < image.getWidth(); x++) {
                        boolean border = x < 6 || y < 6 || x >= image.getWidth() - 6 || y >= image.getHeight() - 6;
                        int at = x;
                        int row = y;
                        assertTrue(!border || (image.getRGB(x, y) & 0xFFFFFF) == 0xFFFFFF, () -> e.map().shape() + " has ink at " + at + ", " + row);
                    }
                }
            }
        }
    }

    /** The colour at the middle of each enlarged pixel is the picture's grey and the map's colour, mixed. */
    @Test
    void theMapLiesOnThePlacesItSpeaksOf() {
        Explanation e = explained(false, conv2d(3, 3, RELU), 12, 9, 3);
        BufferedImage image = new Overlay().opacity(1).title("").draw(e, NDArray.zeros(Shape.of(12, 9, 3)));
        int size = 22;
        Scale scale = Scale.of(e.map());
        for (int row = 0; row < 12; row++) {
            for (int column = 0; column < 9; column++) {
                int x = Canvas.GAP + 9 * size + Canvas.GAP + column * size + size / 2;
                int y = Canvas.GAP + row * size + size / 2;
                assertEquals(scale.rgb(e.map().get(row, column)), image.getRGB(x, y) & 0xFFFFFF, row + ", " + column);
            }
        }
    }

    @Test
    void itIsWrittenAsPng() throws IOException {
        BufferedImage image = new Overlay().draw(every().getFirst());
        Path file = folder.resolve("deep/why.png");
        Overlay.save(image, file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertEquals(image.getWidth(), read.getWidth());
        assertEquals(image.getRGB(40, 60), read.getRGB(40, 60));
        assertFalse(Files.exists(folder.resolve("deep/why.png.tmp")));
    }

    @Test
    void otherPlacesAreRefused() {
        assertThrows(DypException.class, () -> new Overlay().draw(every().getFirst(), NDArray.zeros(Shape.of(5, 5, 3))));
        assertThrows(DypException.class, () -> new Overlay().opacity(2));
    }

    /** As somebody without the cones for red or green sees them: Viénot, Brettel and Mollon 1999, in linear light. */
    private static double[] seen(int rgb, boolean withoutRed) {
        double[] linear = new double[3];
        for (int c = 0; c < 3; c++) {
            double v = (rgb >> 16 - 8 * c & 255) / 255.0;
            linear[c] = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
        }
        double yellow = withoutRed ? 0.11238 * linear[0] + 0.88762 * linear[1] : 0.29275 * linear[0] + 0.70725 * linear[1];
        double blue = withoutRed ? 0.00401 * (linear[0] - linear[1]) + linear[2] : -0.02234 * (linear[0] - linear[1]) + linear[2];
        int y = level(yellow);
        return Oklab.of(y << 16 | y << 8 | level(blue));
    }

    private static int level(double linear) {
        double v = Math.clamp(linear, 0, 1);
        return (int) Math.round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055));
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Arrays.stream(new int[] {0, 1, 2}).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum());
    }

    /** Tenths of the scale stay apart, for every eye. 0.02 in Oklab is about what is just seen. */
    @ParameterizedTest
    @EnumSource(ColorMap.class)
    void coloursAreReadForTheColourBlind(ColorMap colors) {
        for (int i = 0; i <= 10; i++) {
            for (int j = 0; j < i; j++) {
                for (boolean withoutRed : new boolean[] {true, false}) {
                    double apart = distance(seen(colors.rgb(i / 10.0), withoutRed), seen(colors.rgb(j / 10.0), withoutRed));
                    assertTrue(apart > 0.04, colors + " " + i + " and " + j + " are " + apart + " apart");
                }
            }
        }
    }

    @Test
    void lightnessRisesEvenly() {
        double[] light = new double[11];
        for (int i = 0; i <= 10; i++) {
            light[i] = Oklab.of(ColorMap.RISING.rgb(i / 10.0))[0];
        }
        double step = (light[10] - light[0]) / 10;
        for (int i = 1; i <= 10; i++) {
            assertEquals(step, light[i] - light[i - 1], 0.4 * step, "tenth " + i);
        }
    }
}
