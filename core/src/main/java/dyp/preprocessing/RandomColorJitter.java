package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Brightness, contrast, saturation and hue changed at random, in this order; each is null where it stays.
 *
 * @param brightnessFactor see {@link RandomBrightness}
 * @param contrastFactor see {@link RandomContrast}
 * @param saturationFactor see {@link RandomSaturation}
 * @param hueFactor see {@link RandomHue}
 */
public record RandomColorJitter(Range brightnessFactor, Range contrastFactor, Range saturationFactor, Range hueFactor, Range valueRange)
        implements ImageAugmentation, Ranged<RandomColorJitter> {
    @Override
    public Tensor augment(Tensor images, Scope scope) {
        Tensor y = images;
        y = brightnessFactor == null ? y : new RandomBrightness(brightnessFactor, valueRange).augment(y, scope);
        y = contrastFactor == null ? y : new RandomContrast(contrastFactor, valueRange).augment(y, scope);
        y = saturationFactor == null ? y : new RandomSaturation(saturationFactor, valueRange).augment(y, scope);
        return hueFactor == null ? y : new RandomHue(hueFactor, valueRange).augment(y, scope);
    }

    public RandomColorJitter brightnessFactor(double factor) {
        return new RandomColorJitter(Range.around(factor), contrastFactor, saturationFactor, hueFactor, valueRange);
    }

    public RandomColorJitter contrastFactor(double factor) {
        return new RandomColorJitter(brightnessFactor, Range.to(factor), saturationFactor, hueFactor, valueRange);
    }

    public RandomColorJitter saturationFactor(double factor) {
        return new RandomColorJitter(brightnessFactor, contrastFactor, Range.around(factor), hueFactor, valueRange);
    }

    public RandomColorJitter hueFactor(double factor) {
        return new RandomColorJitter(brightnessFactor, contrastFactor, saturationFactor, Range.to(factor), valueRange);
    }

    @Override
    public RandomColorJitter valueRange(Range range) {
        return new RandomColorJitter(brightnessFactor, contrastFactor, saturationFactor, hueFactor, range);
    }
}
