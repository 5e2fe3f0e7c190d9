package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;
import java.util.List;

/**
 * A rectangle of each picture painted over. Zhong et al. 2020, "Random erasing data augmentation".
 *
 * @param factor the probability for a picture, from 0 to 1, drawn from this range
 * @param scale the range of squared shares, from 0 to 1: width and height of the rectangle are drawn each on its own, as the root of a
 *     number in this range
 * @param fillValue what it is painted with: one number, or one per channel; empty: normal noise times white; always clipped
 */
public record RandomErasing(Range factor, Range scale, List<Double> fillValue, Range valueRange) implements ImageAugmentation, Ranged<RandomErasing> {
    public RandomErasing {
        Checks.between("factor", 0, 1, factor);
        Checks.between("scale", 0, 1, scale);
        fillValue = List.copyOf(fillValue);
    }

    public RandomErasing() {
        this(Range.to(1), new Range(0.02, 0.33), List.of(), Range.BYTES);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        int[] each = AffineAugmentation.each(images);
        Tensor box = Boxes.of(images, scale.draw(scope, each).sqrt(), scale.draw(scope, each).sqrt(), scope);
        Tensor paint = fillValue.isEmpty() ? scope.normal(images.shape()).mul(valueRange.upper()) : Checks.numbers(fillValue);
        Tensor erased = box.reshape(box.shape().dim(0), box.shape().dim(1), -1, 1).mul(factor.chance(images, scope));
        return Tensor.where(erased, valueRange.clip(paint), images);
    }

    @Override
    public RandomErasing valueRange(Range range) {
        return new RandomErasing(factor, scale, fillValue, range);
    }

    public RandomErasing factor(Range probability) {
        return new RandomErasing(probability, scale, fillValue, valueRange);
    }

    public RandomErasing scale(double lower, double upper) {
        return new RandomErasing(factor, new Range(lower, upper), fillValue, valueRange);
    }

    public RandomErasing fillValue(double... values) {
        return new RandomErasing(factor, scale, Checks.list(values), valueRange);
    }
}
