package dyp.preprocessing;

import dyp.op.FillMode;
import dyp.op.Resize;
import dyp.op.Sample;
import dyp.op.Tensor;
import dyp.tensor.DypException;

/**
 * How pictures are read at places between and beyond their pixels.
 *
 * @param interpolation NEAREST or BILINEAR
 * @param fillMode what lies beyond the border
 * @param fillValue what lies there with CONSTANT
 */
public record Sampling(Resize.Method interpolation, FillMode fillMode, double fillValue) {
    /** Bilinear, turned round at the border. */
    public static final Sampling DEFAULT = new Sampling(Resize.Method.BILINEAR, FillMode.REFLECT, 0);

    public Sampling {
        if (interpolation != Resize.Method.NEAREST && interpolation != Resize.Method.BILINEAR) {
            throw new DypException("Places between pixels are read as NEAREST or BILINEAR, but " + interpolation + " came.");
        }
    }

    /** The pictures at rows and columns (batch, h, w), counted in pixels from 0. */
    Tensor at(Tensor images, Tensor rows, Tensor columns) {
        Sample.At op = new Sample.At(interpolation == Resize.Method.BILINEAR, fillMode);
        // The op reads 0 beyond the border.
        return fillMode == FillMode.CONSTANT && fillValue != 0
                ? Tensor.make(op, images.sub(fillValue), rows, columns).add(fillValue) : Tensor.make(op, images, rows, columns);
    }

    Sampling interpolation(Resize.Method method) {
        return new Sampling(method, fillMode, fillValue);
    }
}
