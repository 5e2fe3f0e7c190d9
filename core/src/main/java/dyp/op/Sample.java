package dyp.op;

import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Reading pictures at places between their pixels. The places are numbers of their own, from 0 to length - 1 inside; no gradient
 * flows to them. Beyond the border stands what the fill mode says; {@link FillMode#CONSTANT} reads 0.
 */
public sealed interface Sample extends Gather {
    /** Whether to weigh the four pixels around a place by its distance to each, or to take the nearest (halves away from 0). */
    boolean bilinear();

    FillMode fill();

    /** Inputs: x (batch, height, width, channels), rows and columns (batch, h, w). Output: (batch, h, w, channels). */
    record At(boolean bilinear, FillMode fill) implements Sample {
        @Override
        public Shape shape(List<Tensor> inputs) {
            Shape x = inputs.get(0).shape();
            Shape rows = inputs.get(1).shape();
            if (x.rank() != 4 || rows.rank() != 3 || !rows.equals(inputs.get(2).shape()) || rows.dim(0) != x.dim(0)) {
                throw new DypException("[sample] pictures (batch, height, width, channels) are read at rows and columns (batch, h, w), but "
                        + x + ", " + rows + " and " + inputs.get(2).shape() + " came.");
            }
            return Shape.of(rows.dim(0), rows.dim(1), rows.dim(2), x.last());
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            Tensor back = Tensor.make(new Back(bilinear, fill, out.input(0).shape()), grad, out.input(1), out.input(2));
            return Arrays.asList(back, null, null);
        }

        @Override
        public String label() {
            return "sample";
        }
    }

    /** The gradient of {@link At} with respect to x: each g goes to the pixels that were read, by their weights. Inputs: g, rows, columns. */
    record Back(boolean bilinear, FillMode fill, Shape to) implements Sample {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return to;
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return Arrays.asList(Tensor.make(new At(bilinear, fill), grad, out.input(1), out.input(2)), null, null);
        }

        @Override
        public String label() {
            return "sample_back";
        }
    }
}
