package dyp.preprocessing;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Resize;
import dyp.op.Tensor;
import java.util.List;

/**
 * To each picture some of eleven changes, drawn with repetition: shear, translation, rotation, brightness, colour degeneration, contrast,
 * sharpness, posterization, solarization, automatic contrast, equalization. Cubuk et al. 2020, "RandAugment". Each picture has draws of
 * its own, as in the paper; Keras draws the changes once for a batch. Pictures of three channels, or one.
 *
 * @param numOps how many changes, one after the other
 * @param factor how strong they are, from 0 to 1
 */
public record RandAugment(Range valueRange, int numOps, Range factor, Resize.Method interpolation) implements ImageAugmentation, Ranged<RandAugment> {
    private static final int CHANGES = 11;

    public RandAugment {
        Checks.atLeast(1, "numOps", numOps);
        Checks.between("factor", 0, 1, factor);
    }

    public RandAugment() {
        this(Range.BYTES, 2, Range.to(0.5), Resize.Method.BILINEAR);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        Tensor y = images;
        for (int op = 0; op < numOps; op++) {
            Tensor choice = Range.to(CHANGES).each(images, scope).floor();
            y = recoloured(moved(y, choice.reshape(AffineAugmentation.each(images)), scope), choice, scope);
        }
        return y;
    }

    /** The first three changes, all by one reading of the pictures. */
    private Tensor moved(Tensor images, Tensor choice, Scope scope) {
        Sampling sampling = Sampling.DEFAULT.interpolation(interpolation);
        List<AffineAugmentation<?>> ways = List.of(new RandomShear(factor, factor, sampling), new RandomTranslation(factor, factor, sampling),
                new RandomRotation(factor, sampling));
        Affine where = Affine.IDENTITY;
        for (int i = 0; i < ways.size(); i++) {
            where = Affine.where(choice.equal(Tensor.scalar(i)), ways.get(i).transform(images, scope), where);
        }
        return where.of(images, sampling);
    }

    private Tensor recoloured(Tensor images, Tensor choice, Scope scope) {
        Range bits = new Range(1, Math.max(1, (int) (8 * factor.upper())));
        List<Layer> ways = List.of(new RandomBrightness(factor, valueRange), new RandomColorDegeneration(factor, valueRange),
                new RandomContrast(factor, valueRange), new RandomSharpness(factor, valueRange), new RandomPosterization(bits, valueRange),
                new Solarization(factor, factor, valueRange), new AutoContrast(valueRange), new Equalization(256, valueRange));
        Tensor y = images;
        for (int i = 0; i < ways.size(); i++) {
            y = Tensor.where(choice.equal(Tensor.scalar(CHANGES - ways.size() + i)), ways.get(i).apply(images, scope), y);
        }
        return y;
    }

    @Override
    public RandAugment valueRange(Range range) {
        return new RandAugment(range, numOps, factor, interpolation);
    }

    public RandAugment numOps(int changes) {
        return new RandAugment(valueRange, changes, factor, interpolation);
    }

    public RandAugment factor(double strength) {
        return new RandAugment(valueRange, numOps, Range.to(strength), interpolation);
    }

    public RandAugment interpolation(Resize.Method method) {
        return new RandAugment(valueRange, numOps, factor, method);
    }
}
