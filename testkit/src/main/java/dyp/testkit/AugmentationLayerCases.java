package dyp.testkit;

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

import dyp.nn.Layer;
import dyp.op.FillMode;
import dyp.op.Resize;
import dyp.preprocessing.RandomFlip.Mode;
import dyp.preprocessing.Range;
import dyp.preprocessing.Ranged;
import dyp.tensor.Shape;
import java.util.List;

/** Augmentation of small pictures in colour. */
final class AugmentationLayerCases {
    private static final Shape PICTURE = Shape.of(7, 5, 3);

    private AugmentationLayerCases() {}

    static List<LayerCase> all() {
        return List.of(
                of("random flip", randomFlip()),
                of("random flip, horizontal", randomFlip(Mode.HORIZONTAL)),
                of("random flip, vertical", randomFlip(Mode.VERTICAL)),
                of("random rotation", randomRotation(0.2)),
                of("random rotation, constant", randomRotation(0.2).fillMode(FillMode.CONSTANT).fillValue(0.5)),
                of("random zoom", randomZoom(0.3)),
                of("random zoom of each side, wrap", randomZoom(0.3, 0.2).fillMode(FillMode.WRAP)),
                of("random translation, nearest", randomTranslation(0.3, 0.2).fillMode(FillMode.NEAREST).interpolation(Resize.Method.NEAREST)),
                of("random shear", randomShear(0.3, 0.2)),
                LayerCase.of("random crop", randomCrop(4, 3), PICTURE, Shape.of(4, 3, 3)).drawsInTraining(),
                LayerCase.of("random crop of too small pictures", randomCrop(8, 9), PICTURE, Shape.of(8, 9, 3)),
                of("random perspective", randomPerspective()),
                of("random elastic transform", ranged(randomElasticTransform())),
                of("random brightness", ranged(randomBrightness(0.3))),
                of("random contrast", ranged(randomContrast(0.5, 0.5))),
                positive(of("random saturation", randomSaturation(0.2, 0.9))),
                positive(of("random hue", ranged(randomHue(0.8)))),
                positive(of("random colour jitter", ranged(randomColorJitter().brightnessFactor(0.2).contrastFactor(0.2).saturationFactor(0.5)
                        .hueFactor(0.5)))),
                of("random grayscale", randomGrayscale()),
                of("random colour degeneration", ranged(randomColorDegeneration(0.7))),
                // White is 0, so that a negative is -x, and a toy can still be learned from pictures of both kinds.
                of("random invert", randomInvert(0, 0.55).valueRange(-3, 0)),
                of("random posterization", ranged(randomPosterization(5))),
                of("random sharpness", ranged(randomSharpness(1))),
                of("random gaussian blur", ranged(randomGaussianBlur().kernelSize(5).sigma(new Range(0.3, 1)))),
                of("solarization", ranged(solarization(0.3, 0.7))),
                of("equalization", ranged(equalization())),
                of("random erasing", ranged(randomErasing().factor(new Range(0.9, 1)).scale(0.1, 0.2))),
                of("random erasing with a colour", ranged(randomErasing().factor(new Range(0.5, 0.9)).fillValue(0.5, 1, -1))),
                of("rand augment", ranged(randAugment().factor(0.2))));
    }

    private static LayerCase of(String name, Layer layer) {
        return LayerCase.of(name, layer, PICTURE, PICTURE).drawsInTraining();
    }

    private static LayerCase positive(LayerCase c) {
        return c.drawn(Arg.positive(1).draw());
    }

    /** Wider than the numbers that the checks draw. */
    private static Layer ranged(Ranged<?> layer) {
        return (Layer) layer.valueRange(-2, 2);
    }
}
