package dyp.preprocessing;

import static dyp.preprocessing.Augmentation.equalization;
import static dyp.preprocessing.Augmentation.randomBrightness;
import static dyp.preprocessing.Augmentation.randomColorDegeneration;
import static dyp.preprocessing.Augmentation.randomContrast;
import static dyp.preprocessing.Augmentation.randomGrayscale;
import static dyp.preprocessing.Augmentation.randomHue;
import static dyp.preprocessing.Augmentation.randomPosterization;
import static dyp.preprocessing.Augmentation.randomSaturation;
import static dyp.preprocessing.Augmentation.randomSharpness;
import static dyp.preprocessing.Drawn.close;
import static dyp.preprocessing.Drawn.training;
import static dyp.preprocessing.Preprocessing.autoContrast;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.nn.Layer;
import dyp.tensor.NDArray;
import org.junit.jupiter.api.Test;

/** Colours changed by fixed factors, as Keras 3.15.1 does. */
class KerasColoursTest {
    /** (1, 2, 2, 3): a green, a blue, a red and a grey pixel. */
    private static final NDArray PIXELS = NDArray.of(new float[] {10, 200, 30, 120, 130, 240, 250, 60, 70, 90, 90, 90}, 1, 2, 2, 3);

    private static void check(Layer layer, double... expected) {
        close(training(layer, PIXELS), expected);
        // The same for pictures of values from 0 to 1.
        if (layer instanceof Ranged<?> ranged) {
            NDArray small = NDArray.generate(PIXELS.shape(), i -> PIXELS.at(i) / 255);
            NDArray y = training((Layer) ranged.valueRange(0, 1), small);
            close(NDArray.generate(y.shape(), i -> y.at(i) * 255), expected);
        }
    }

    @Test
    void contrast() {
        check(randomContrast(-0.5, 0.5), 0, 240, 0, 121.25, 135, 255, 255, 30, 51.25, 76.25, 75, 81.25);
    }

    @Test
    void brightness() {
        check(randomBrightness(0.2, 0.2), 61, 251, 81, 171, 181, 255, 255, 111, 121, 141, 141, 141);
    }

    @Test
    void hueEitherWay() {
        NDArray y = training(randomHue(0.5, 0.5), PIXELS, 1, 1);
        boolean forward = y.at(0) < 100;
        double[] one = {10, 85, 200, 240, 120, 190, 165, 250, 60, 90, 90, 90};
        double[] other = {200, 125, 10, 120, 240, 170, 145, 60, 250, 90, 90, 90};
        close(y, forward ? one : other);
        boolean both = false;
        for (int step = 2; step < 30; step++) {
            both |= forward != training(randomHue(0.5, 0.5), PIXELS, 1, step).at(0) < 100;
        }
        assertTrue(both, "the other way never came");
    }

    @Test
    void saturation() {
        close(training(randomSaturation(0.3, 0.3), PIXELS),
                118.57145, 200, 127.14288, 188.57144, 192.85715, 240, 250, 168.57144, 172.85718, 90, 90, 90);
    }

    @Test
    void grayscale() {
        check(randomGrayscale(1), 123.809, 123.809, 123.809, 139.538, 139.538, 139.538, 117.925, 117.925, 117.925, 89.991, 89.991, 89.991);
    }

    @Test
    void degeneration() {
        check(randomColorDegeneration(0.3, 0.3),
                44.1427, 177.1427, 58.1427, 125.8614, 132.8614, 209.8614, 210.3775, 77.3775, 84.3775, 89.9973, 89.9973, 89.9973);
    }

    @Test
    void posterization() {
        close(training(randomPosterization(3, 3), PIXELS), 0, 192, 0, 96, 128, 224, 224, 32, 64, 64, 64, 64);
    }

    @Test
    void sharpness() {
        close(training(randomSharpness(0.9, 0.9), PIXELS),
                0, 255, 20.15385, 157.53847, 172.46153, 255, 255, 63.69231, 82.30769, 110.92307, 110.30769, 113.38461);
    }

    @Test
    void solarization() {
        check(new Solarization(new Range(20 / 255.0, 20 / 255.0), new Range(128 / 255.0, 128 / 255.0), Range.BYTES),
                30, 35, 50, 115, 105, 0, 0, 80, 90, 110, 110, 110);
    }

    @Test
    void contrastStretched() {
        check(autoContrast(), 0, 255, 0, 116.875, 127.5, 255, 255, 0, 48.57143, 85, 54.64286, 72.85714);
    }

    @Test
    void equalized() {
        close(training(equalization(), PIXELS), 0, 255, 0, 170, 170, 255, 255, 0, 85, 85, 85, 170);
        NDArray flat = NDArray.generate(PIXELS.shape(), i -> 7);
        assertTrue(flat.equals(training(equalization(), flat)), "one shade stays");
    }
}
