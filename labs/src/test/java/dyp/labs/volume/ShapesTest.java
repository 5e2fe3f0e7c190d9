package dyp.labs.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.formats.nifti.Volume;
import dyp.labs.finding.Finding;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shapes measured, heads made by a program, and how volumes are drawn. */
class ShapesTest {
    @Test
    void aBoxIsMeasured() {
        // 3x4x5 within 6x6x6: one layer off leaves 1x2x3.
        NDArray box = NDArray.generate(Shape.of(6, 6, 6), i -> i / 36 < 3 && i / 6 % 6 < 4 && i % 6 > 0 ? 1 : 0);
        Shapes s = Shapes.of(box);
        assertEquals(60, s.volume());
        assertEquals(2 * (12 + 15 + 20), s.surface());
        assertEquals(List.of(2 * 20, 2 * 15, 2 * 12), s.surfaces());
        assertEquals(6 / 60.0, s.core());
        assertEquals(0, s.deeper());
        // Even numbers 0 to n - 1 have the variance (n² - 1) / 12.
        assertArrayEquals(new double[] {8 / 12.0, 15 / 12.0, 24 / 12.0, 0, 0, 0}, s.spread().stream().mapToDouble(d -> d).toArray(), 1e-9);
        Shapes none = Shapes.of(NDArray.zeros(Shape.of(3, 3, 3)));
        assertTrue(none.volume() == 0 && DoubleStream.of(none.measures()).allMatch(Double::isFinite), none::toString);
        assertEquals(1 / 27.0, Shapes.of(NDArray.generate(Shape.of(5, 5, 5), i -> i / 25 % 4 > 0 && i / 5 % 5 % 4 > 0 && i % 5 % 4 > 0 ? 1 : 0)).core());
    }

    /** Two voxels that touch along a diagonal of the first two axes. */
    @Test
    void directionsAreMeasured() {
        Shapes s = Shapes.of(NDArray.generate(Shape.of(4, 4, 4), i -> i == 0 || i == 16 + 4 ? 1 : 0));
        assertEquals(List.of(0.25, 0.25, 0.0, 0.25, 0.0, 0.0), s.spread());
        assertEquals(12, s.surface());
    }

    /** Thick balls and thin shells of the same kind of size. */
    @Test
    void aRulerTellsThickFromThin() {
        int n = 40;
        NDArray x = NDArray.generate(Shape.of(n, 12, 12, 12, 1), i -> {
            int sample = i / 1728;
            double r = Math.hypot(Math.hypot(i % 12 - 5.5, i / 12 % 12 - 5.5), i / 144 % 12 - 5.5), size = 3 + 0.05 * sample;
            return r < size && (sample % 2 == 0 || r > size - 1.5) ? 1 : 0;
        });
        NDArray y = NDArray.generate(Shape.of(n, 1), i -> 1 - i % 2);
        double[] p = Ruler.of(Dataset.of(x.rows(0, 20), y.rows(0, 20)), 1).probabilities(x.rows(20, n));
        for (int i = 0; i < p.length; i++) {
            assertEquals(1 - i % 2, Math.round(p[i]), "sample " + i + ": " + p[i]);
        }
    }

    @Test
    void answersTogetherAreTheMeanOfTheirLogOdds() {
        // Odds of 4 and of 1: together 2 to 1.
        assertArrayEquals(new double[] {2 / 3.0, 0.5}, VolumeStudy.together(new double[] {0.8, 0.3}, new double[] {0.5, 0.7}), 1e-12);
        assertTrue(Double.isFinite(VolumeStudy.together(new double[] {0}, new double[] {1})[0]));
    }

    @Test
    void headsAreTheSameForTheSameSeedHoweverManyAreMade() {
        HeadPhantoms few = HeadPhantoms.of(4, 16, 7), more = HeadPhantoms.of(9, 16, 7);
        assertEquals(few.volumes(), more.volumes().rows(0, 4));
        assertEquals(few.ventricles(), more.ventricles().rows(0, 4));
        assertEquals(few.labels(), more.labels().rows(0, 4));
        assertNotEquals(few.volumes(), HeadPhantoms.of(4, 16, 8).volumes());
        assertThrows(DypException.class, () -> HeadPhantoms.of(0, 16, 1));
    }

    @Test
    void ventriclesAreLargerInHalfOfTheHeads() {
        int n = 120;
        HeadPhantoms heads = HeadPhantoms.of(n, 16, 3);
        int[] truth = Finding.truth(heads.labels());
        assertEquals(n / 2, IntStream.of(truth).sum());
        double told = Finding.auroc(IntStream.range(0, n).mapToDouble(heads.ratio()::at).toArray(), truth);
        assertTrue(told > 0.8 && told < 0.995, "age blurs it, but not all: " + told);
        for (int i = 0; i < heads.volumes().size(); i++) {
            assertTrue(heads.volumes().at(i) >= 0 && heads.volumes().at(i) <= 1);
        }
        // Ventricles are dark, and lie in the middle half of the head.
        double inside = 0, dark = 0;
        for (int i = 0; i < heads.ventricles().size(); i++) {
            if (heads.ventricles().at(i) > 0) {
                inside++;
                dark += heads.volumes().at(i);
                assertTrue(i % 16 >= 3 && i % 16 < 13 && i / 16 % 16 >= 3 && i / 16 % 16 < 13 && i / 256 % 16 >= 3 && i / 256 % 16 < 13);
            }
        }
        assertTrue(inside / n > 4 && dark / inside < 0.4, inside / n + " voxels of brightness " + dark / inside);
    }

    @Test
    void aMaskGrowsByOneVoxel() {
        NDArray mask = NDArray.generate(Shape.of(3, 3, 3), i -> i == 13 ? 1 : 0);
        NDArray grown = Phantom.widened(mask);
        assertEquals(7, IntStream.range(0, 27).filter(i -> grown.at(i) > 0).count());
        NDArray corner = Phantom.widened(NDArray.generate(Shape.of(3, 3, 3), i -> i == 0 ? 1 : 0));
        assertEquals(4, IntStream.range(0, 27).filter(i -> corner.at(i) > 0).count());
    }

    private static Volume lying(double... rows) {
        double[][] m = new double[3][4];
        for (int i = 0; i < 9; i++) {
            m[i / 3][i % 3] = rows[i];
        }
        return new Volume(NDArray.zeros(Shape.of(2, 2, 2)), new double[] {1, 1, 1}, m);
    }

    @Test
    void axesAreNamedByWhereTheyRunTo() {
        assertEquals("RAS", Orientation.letters(lying(1, 0, 0, 0, 1, 0, 0, 0, 1)));
        assertEquals("LPS", Orientation.letters(lying(-2, 0, 0, 0, -2, 0, 0, 0, 3)));
        // The first axis runs up, the second to the left, the third to the back.
        assertEquals("SLP", Orientation.letters(lying(0, -1, 0, 0, 0, -1, 1, 0, 0)));
        Volume askew = lying(Math.cos(0.3), -Math.sin(0.3), 0, Math.sin(0.3), Math.cos(0.3), 0, 0, 0, 1);
        assertEquals("RAS", Orientation.letters(askew));
        assertEquals(Math.toDegrees(0.3), Orientation.askew(askew), 1e-9);
        assertEquals(0, Orientation.askew(lying(0, -1, 0, 0, 0, -1, 1, 0, 0)), 1e-9);
    }

    /** One bright voxel at the right, in front and below: in each plane it is where the letters say. */
    @Test
    void planesShowWhereThingsAre() {
        NDArray v = NDArray.generate(Shape.of(5, 5, 5), i -> i == 4 * 25 + 3 * 5 ? 1 : 0);
        Planes.Window window = new Planes.Window(0, 1);
        assertBrightAt(Planes.slice(v, 0, 4, window), 3, 4); // from the side: front to the right, below at the bottom
        assertBrightAt(Planes.slice(v, 1, 3, window), 4, 4); // right to the right, below at the bottom
        assertBrightAt(Planes.slice(v, 2, 0, window), 4, 1); // right to the right, front at the top
        assertEquals(0, brightest(Planes.slice(v, 2, 1, window)));
    }

    private static void assertBrightAt(BufferedImage image, int x, int y) {
        assertEquals(0xFFFFFF, image.getRGB(x, y) & 0xFFFFFF);
        assertEquals(1, IntStream.range(0, 25).filter(i -> (image.getRGB(i % 5, i / 5) & 0xFF) > 0).count());
    }

    private static int brightest(BufferedImage image) {
        return IntStream.range(0, 25).map(i -> image.getRGB(i % 5, i / 5) & 0xFF).max().orElseThrow();
    }
}
