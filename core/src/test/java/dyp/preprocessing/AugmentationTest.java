package dyp.preprocessing;

import static dyp.preprocessing.Augmentation.equalization;
import static dyp.preprocessing.Augmentation.randAugment;
import static dyp.preprocessing.Augmentation.randomBrightness;
import static dyp.preprocessing.Augmentation.randomColorDegeneration;
import static dyp.preprocessing.Augmentation.randomColorJitter;
import static dyp.preprocessing.Augmentation.randomContrast;
import static dyp.preprocessing.Augmentation.randomCrop;
import static dyp.preprocessing.Augmentation.randomElasticTransform;
import static dyp.preprocessing.Augmentation.randomErasing;
import static dyp.preprocessing.Augmentation.randomFlip;
import static dyp.preprocessing.Augmentation.randomGaussianBlur;
import static dyp.preprocessing.Augmentation.randomGrayscale;
import static dyp.preprocessing.Augmentation.randomHue;
import static dyp.preprocessing.Augmentation.randomInvert;
import static dyp.preprocessing.Augmentation.randomPerspective;
import static dyp.preprocessing.Augmentation.randomPosterization;
import static dyp.preprocessing.Augmentation.randomRotation;
import static dyp.preprocessing.Augmentation.randomSaturation;
import static dyp.preprocessing.Augmentation.randomSharpness;
import static dyp.preprocessing.Augmentation.randomShear;
import static dyp.preprocessing.Augmentation.randomTranslation;
import static dyp.preprocessing.Augmentation.randomZoom;
import static dyp.preprocessing.Augmentation.solarization;
import static dyp.preprocessing.Drawn.pictures;
import static dyp.preprocessing.Drawn.prediction;
import static dyp.preprocessing.Drawn.training;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.nn.Layer;
import dyp.op.FillMode;
import dyp.op.Resize;
import dyp.preprocessing.RandomFlip.Mode;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What augmentation must do whatever it draws. */
class AugmentationTest {
    static List<Layer> layers() {
        return List.of(randomFlip(), randomRotation(0.2), randomZoom(0.3), randomTranslation(0.3, 0.2), randomShear(0.3, 0.2), randomPerspective(),
                randomElasticTransform(), randomBrightness(0.3), randomContrast(0.5), randomSaturation(0.9), randomHue(0.5),
                randomColorJitter().brightnessFactor(0.3).hueFactor(0.3), randomGrayscale(), randomColorDegeneration(0.5), randomInvert(),
                randomPosterization(6), randomSharpness(1), randomGaussianBlur(), solarization(0.5, 0.5), randomErasing(), randAugment());
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theSameSeedAndStepGiveTheSamePicturesAndOthersGiveOthers(Layer layer) {
        NDArray x = pictures(8, 9, 7, 3);
        NDArray y = training(layer, x, 5, 2);
        assertEquals(x.shape(), y.shape());
        assertEquals(y, training(layer, x, 5, 2));
        assertNotEquals(y, training(layer, x, 5, 3), "another step");
        assertNotEquals(y, training(layer, x, 6, 2), "another seed");
        assertEquals(x, prediction(layer, x), "prediction leaves pictures alone");
    }

    @ParameterizedTest
    @MethodSource("layers")
    void bytesStayBytes(Layer layer) {
        NDArray y = training(layer, pictures(8, 9, 7, 3), 3, 1);
        for (int i = 0; i < y.size(); i++) {
            assertTrue(y.at(i) > -1e-3 && y.at(i) < 255.001, layer + " gave " + y.at(i));
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void oneGreyPictureOfOnePixelOrOneChannel(Layer layer) {
        assertEquals(Shape.of(1, 1, 1, 3), training(layer, pictures(1, 1, 1, 3)).shape());
        if (!List.of("RandomSaturation", "RandomHue", "RandomColorJitter").contains(layer.getClass().getSimpleName())) {
            assertEquals(Shape.of(2, 5, 4, 1), training(layer, pictures(2, 5, 4, 1)).shape());
        } else {
            assertThrows(DypException.class, () -> training(layer, pictures(2, 5, 4, 1)));
        }
    }

    @Test
    void halfOfThePicturesAreFlipped() {
        NDArray x = NDArray.generate(Shape.of(1000, 1, 2, 1), i -> i % 2);
        NDArray y = training(randomFlip(Mode.HORIZONTAL), x);
        int flipped = 0;
        for (int i = 0; i < 1000; i++) {
            assertEquals(1, y.at(2 * i) + y.at(2 * i + 1));
            flipped += (int) y.at(2 * i);
        }
        assertEquals(500, flipped, 60);
        assertEquals(x, training(randomFlip(Mode.VERTICAL), x), "of one row there is nothing to flip");
    }

    @Test
    void bothFlipsGoTogether() {
        NDArray x = NDArray.generate(Shape.of(100, 2, 2, 1), i -> i % 4);
        NDArray y = training(randomFlip(), x);
        for (int i = 0; i < 100; i++) {
            double corner = y.at(4 * i);
            assertTrue(corner == 0 || corner == 3, "as it was, or turned by half");
            assertEquals(3 - corner, y.at(4 * i + 3));
        }
    }

    /** A quarter counter-clockwise: the right column becomes the top row. */
    @Test
    void aQuarterTurnIsExact() {
        NDArray x = pictures(2, 5, 5, 3);
        for (Resize.Method method : List.of(Resize.Method.NEAREST, Resize.Method.BILINEAR)) {
            NDArray y = training(randomRotation(0.25, 0.25).interpolation(method), x);
            for (int image = 0; image < 2; image++) {
                for (int row = 0; row < 5; row++) {
                    for (int column = 0; column < 5; column++) {
                        assertEquals(x.get(image, column, 4 - row, 1), y.get(image, row, column, 1), 1e-3);
                    }
                }
            }
        }
    }

    @Test
    void whatChangesNothing() {
        NDArray x = pictures(3, 5, 7, 3);
        for (Layer layer : List.of(randomZoom(0), randomRotation(0), randomTranslation(0, 0), randomShear(0, 0), randomBrightness(0),
                randomContrast(0), randomSharpness(0.5, 0.5), randomColorDegeneration(0), randomGrayscale(0), randomPosterization(8, 8),
                randomInvert(0, 0), randomErasing().factor(Range.to(0)), randomElasticTransform().scale(Range.to(0)),
                randomGaussianBlur().factor(Range.to(0)), randomColorJitter(), randomPerspective().scale(0))) {
            NDArray y = training(layer, x);
            for (int i = 0; i < x.size(); i++) {
                assertEquals(x.at(i), y.at(i), 1e-3, layer + " at " + i);
            }
        }
    }

    @Test
    void translationMovesWholePixels() {
        NDArray x = pictures(2, 4, 4, 1);
        NDArray y = training(randomTranslation(new Range(0.25, 0.25), new Range(-0.5, -0.5)).fillMode(FillMode.WRAP), x);
        for (int i = 0; i < x.size(); i++) {
            assertEquals(x.get(i / 16, (i / 4 + 3) % 4, (i + 2) % 4, 0), y.at(i));
        }
    }

    @Test
    void brightnessStaysWithinItsRange() {
        NDArray x = NDArray.generate(Shape.of(500, 1, 1, 1), i -> 100);
        NDArray y = training(randomBrightness(-0.1, 0.3), x);
        double sum = 0;
        for (int i = 0; i < 500; i++) {
            assertTrue(y.at(i) >= 100 - 25.5 && y.at(i) <= 100 + 76.5);
            sum += y.at(i) / 500;
        }
        assertEquals(125.5, sum, 4, "the middle of the range");
    }

    @Test
    void erasedAreaFollowsTheScale() {
        NDArray x = NDArray.generate(Shape.of(400, 32, 32, 1), i -> 200);
        NDArray y = training(randomErasing().factor(new Range(1, 1)).scale(0.25, 0.25).fillValue(0), x);
        for (int image = 0; image < 400; image++) {
            int erased = 0;
            for (int i = 0; i < 1024; i++) {
                erased += y.at(image * 1024 + i) == 0 ? 1 : 0;
            }
            assertTrue(erased >= 15 * 15 && erased <= 17 * 17, "half of either side is erased, but " + erased + " pixels were");
        }
        NDArray some = training(randomErasing().fillValue(0), x);
        int touched = 0;
        for (int image = 0; image < 400; image++) {
            boolean any = false;
            for (int i = 0; i < 1024; i++) {
                any |= some.at(image * 1024 + i) == 0;
            }
            touched += any ? 1 : 0;
        }
        assertEquals(200, touched, 40, "half of the pictures");
    }

    @Test
    void aCropIsAWindow() {
        NDArray x = pictures(2, 9, 7, 3);
        boolean[] rows = new boolean[6];
        for (int step = 0; step < 60; step++) {
            NDArray y = training(randomCrop(4, 7), x, 1, step);
            int row = -1;
            for (int i = 0; i < 6 && row < 0; i++) {
                row = x.get(0, i, 0, 0) == y.at(0) && x.get(1, i + 3, 6, 2) == y.get(1, 3, 6, 2) ? i : -1;
            }
            rows[row] = true;
        }
        for (boolean row : rows) {
            assertTrue(row, "every place comes");
        }
        assertEquals(Shape.of(2, 4, 7, 3), prediction(randomCrop(4, 7), x).shape());
    }

    @Test
    void equalizationSpreadsShades() {
        NDArray x = NDArray.generate(Shape.of(4, 8, 8, 1), i -> 100 + i % 16);
        NDArray y = training(equalization(), x);
        double sum = 0;
        for (int i = 0; i < y.size(); i++) {
            sum += y.at(i) / y.size();
        }
        assertEquals(0, y.at(0));
        assertEquals(255, y.at(15));
        assertEquals(127.5, sum, 2);
    }

    /** Displacement noise is as strong as its formula says: normal noise of deviation sigma, smoothed, times alpha. */
    @Test
    void elasticTransformMovesPixels() {
        NDArray x = NDArray.generate(Shape.of(60, 20, 20, 1), i -> i % 20 * 10);
        NDArray y = training(randomElasticTransform().factor(new Range(1, 1)).scale(new Range(1, 1)), x);
        double squares = 0;
        int n = 0;
        for (int image = 0; image < 60; image++) {
            for (int row = 5; row < 15; row++) {
                for (int column = 7; column < 13; column++) {
                    double moved = (y.get(image, row, column, 0) - column * 10) / 10;
                    squares += moved * moved;
                    n++;
                }
            }
        }
        // sigma is 1, alpha 2, and a Gaussian cut off after three of its deviations keeps 0.0796 of white noise's variance.
        assertEquals(2 * Math.sqrt(0.0796), Math.sqrt(squares / n), 0.03);
    }

    @Test
    void refusals() {
        assertThrows(DypException.class, () -> training(randomFlip(), NDArray.zeros(Shape.of(3, 4))));
        assertThrows(DypException.class, () -> randomRotation(1.5));
        assertThrows(DypException.class, () -> randomZoom(-1, -1));
        assertThrows(DypException.class, () -> randomRotation(0.1).interpolation(Resize.Method.BICUBIC));
        assertThrows(DypException.class, () -> randomGaussianBlur().kernelSize(4));
        assertThrows(DypException.class, () -> randomPosterization(9));
        assertThrows(DypException.class, () -> new Range(0, Double.NaN));
    }
}
