package dyp.preprocessing;

import dyp.op.FillMode;
import dyp.op.Resize;

/**
 * A factory per layer that changes pictures at random while training, for a static import; with Keras's defaults. A factor f stands for
 * the range that Keras takes it for, said at each; two numbers are the range itself.
 */
public final class Augmentation {
    private Augmentation() {}

    /** Both ways. */
    public static RandomFlip randomFlip() {
        return randomFlip(RandomFlip.Mode.HORIZONTAL_AND_VERTICAL);
    }

    public static RandomFlip randomFlip(RandomFlip.Mode mode) {
        return new RandomFlip(mode);
    }

    /** By up to this share of a full turn, either way. */
    public static RandomRotation randomRotation(double factor) {
        return randomRotation(-factor, factor);
    }

    public static RandomRotation randomRotation(double lower, double upper) {
        return new RandomRotation(new Range(lower, upper), Sampling.DEFAULT);
    }

    /** By up to this share, closer or further away; the aspect ratio stays. */
    public static RandomZoom randomZoom(double factor) {
        return randomZoom(Range.around(factor), null);
    }

    /** The height and the width each on its own. */
    public static RandomZoom randomZoom(double heightFactor, double widthFactor) {
        return randomZoom(Range.around(heightFactor), Range.around(widthFactor));
    }

    /** @param widthFactor null: as the height */
    public static RandomZoom randomZoom(Range heightFactor, Range widthFactor) {
        return new RandomZoom(heightFactor, widthFactor, Sampling.DEFAULT);
    }

    /** By up to these shares of height and width, either way. */
    public static RandomTranslation randomTranslation(double heightFactor, double widthFactor) {
        return randomTranslation(Range.around(heightFactor), Range.around(widthFactor));
    }

    public static RandomTranslation randomTranslation(Range heightFactor, Range widthFactor) {
        return new RandomTranslation(heightFactor, widthFactor, Sampling.DEFAULT);
    }

    /** By up to these, either way. */
    public static RandomShear randomShear(double xFactor, double yFactor) {
        return randomShear(Range.around(xFactor), Range.around(yFactor));
    }

    public static RandomShear randomShear(Range xFactor, Range yFactor) {
        return new RandomShear(xFactor, yFactor, Sampling.DEFAULT);
    }

    public static RandomCrop randomCrop(int height, int width) {
        return new RandomCrop(height, width);
    }

    /** Every picture, as strongly as can be. Beyond the border there are zeros. */
    public static RandomPerspective randomPerspective() {
        return new RandomPerspective(Range.to(1), 1, new Sampling(Resize.Method.BILINEAR, FillMode.CONSTANT, 0));
    }

    public static RandomElasticTransform randomElasticTransform() {
        return new RandomElasticTransform();
    }

    /** By up to this share of the range of values, either way. */
    public static RandomBrightness randomBrightness(double factor) {
        return randomBrightness(-factor, factor);
    }

    public static RandomBrightness randomBrightness(double lower, double upper) {
        return new RandomBrightness(new Range(lower, upper), Range.BYTES);
    }

    /** Up to 1 + factor times the contrast and never less than it was, as Keras 3.15 does; give both numbers for less as well. */
    public static RandomContrast randomContrast(double factor) {
        return randomContrast(0, factor);
    }

    /** From 1 - lower to 1 + upper times the contrast. */
    public static RandomContrast randomContrast(double lower, double upper) {
        return new RandomContrast(new Range(lower, upper), Range.BYTES);
    }

    /** From -factor to factor; what is below 0 is grey. */
    public static RandomSaturation randomSaturation(double factor) {
        return randomSaturation(-factor, factor);
    }

    public static RandomSaturation randomSaturation(double lower, double upper) {
        return new RandomSaturation(new Range(lower, upper), Range.BYTES);
    }

    /** By up to this share of half a turn, either way. */
    public static RandomHue randomHue(double factor) {
        return randomHue(0, factor);
    }

    public static RandomHue randomHue(double lower, double upper) {
        return new RandomHue(new Range(lower, upper), Range.BYTES);
    }

    /** Nothing yet: say which factors. */
    public static RandomColorJitter randomColorJitter() {
        return new RandomColorJitter(null, null, null, null, Range.BYTES);
    }

    /** Half of the pictures. */
    public static RandomGrayscale randomGrayscale() {
        return randomGrayscale(0.5);
    }

    public static RandomGrayscale randomGrayscale(double factor) {
        return new RandomGrayscale(factor);
    }

    /** From factor towards stronger colours to factor towards grey. */
    public static RandomColorDegeneration randomColorDegeneration(double factor) {
        return randomColorDegeneration(-factor, factor);
    }

    public static RandomColorDegeneration randomColorDegeneration(double lower, double upper) {
        return new RandomColorDegeneration(new Range(lower, upper), Range.BYTES);
    }

    /** With a probability that is drawn evenly, so half of the pictures. */
    public static RandomInvert randomInvert() {
        return new RandomInvert(Range.to(1), Range.BYTES);
    }

    /** With a probability drawn between these. */
    public static RandomInvert randomInvert(double lower, double upper) {
        return new RandomInvert(new Range(lower, upper), Range.BYTES);
    }

    /** From 1 bit to one less than factor. */
    public static RandomPosterization randomPosterization(int factor) {
        return randomPosterization(1, factor);
    }

    public static RandomPosterization randomPosterization(int lower, int upper) {
        return new RandomPosterization(new Range(lower, upper), Range.BYTES);
    }

    /** From 0, smooth, up to factor. */
    public static RandomSharpness randomSharpness(double factor) {
        return randomSharpness(0, factor);
    }

    public static RandomSharpness randomSharpness(double lower, double upper) {
        return new RandomSharpness(new Range(lower, upper), Range.BYTES);
    }

    public static RandomGaussianBlur randomGaussianBlur() {
        return new RandomGaussianBlur();
    }

    /** By up to these shares of white; with 0 and 0, Keras's default, every picture is inverted. */
    public static Solarization solarization(double additionFactor, double thresholdFactor) {
        return new Solarization(Range.to(additionFactor), Range.to(thresholdFactor), Range.BYTES);
    }

    public static Equalization equalization() {
        return new Equalization(256, Range.BYTES);
    }

    /** With a probability that is drawn evenly, so half of the pictures. */
    public static RandomErasing randomErasing() {
        return new RandomErasing();
    }

    public static RandAugment randAugment() {
        return new RandAugment();
    }

    public static MixUp mixUp() {
        return mixUp(0.2);
    }

    public static MixUp mixUp(double alpha) {
        return new MixUp(alpha);
    }

    /** With alpha drawn from 0 to 1 for each batch, as Keras does. */
    public static CutMix cutMix() {
        return new CutMix(Range.to(1));
    }

    /** With this alpha; the paper's is 1. */
    public static CutMix cutMix(double alpha) {
        return new CutMix(new Range(alpha, alpha));
    }
}
