package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;

/**
 * Some pictures without colour; the number of channels stays.
 *
 * @param factor the probability for a picture, from 0 to 1
 */
public record RandomGrayscale(double factor) implements ImageAugmentation {
    public RandomGrayscale {
        Checks.between("factor", 0, 1, factor);
    }

    @Override
    public Tensor augment(Tensor images, Scope scope) {
        return Tensor.where(Range.to(1).each(images, scope).less(Tensor.scalar(factor)), Grey.of(images), images);
    }
}
