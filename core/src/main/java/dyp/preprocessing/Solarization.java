package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Pictures whose bright values, from a threshold on, are inverted, as on film that was exposed for too long.
 *
 * @param additionFactor what is added first as a share of white, from 0 to 1
 * @param thresholdFactor the threshold as a share of white, from 0 to 1
 */
public record Solarization(Range additionFactor, Range thresholdFactor, Range valueRange) implements ImageAugmentation, Ranged<Solarization> {
    public Solarization {
        Checks.between("additionFactor", 0, 1, additionFactor);
        Checks.between("thresholdFactor", 0, 1, thresholdFactor);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        Tensor bytes = valueRange.rescale(images, Range.BYTES);
        Tensor brighter = Range.BYTES.clip(bytes.add(additionFactor.times(255).each(images, scope)));
        Tensor dark = brighter.less(thresholdFactor.times(255).each(images, scope));
        return Range.BYTES.rescale(Tensor.where(dark, brighter, brighter.neg().add(255)), valueRange);
    }

    @Override
    public Solarization valueRange(Range range) {
        return new Solarization(additionFactor, thresholdFactor, range);
    }
}
