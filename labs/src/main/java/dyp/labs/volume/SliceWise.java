package dyp.labs.volume;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;

/**
 * Volumes (batch, depth, height, width, channels) as pictures (batch, height, width, depth * channels), for a layer that works on pictures: a turn
 * or shift, the same for all slices of a volume.
 *
 * @param pictures keeps the shape of what it is given
 */
public record SliceWise(Layer pictures) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Shape s = x.shape();
        if (s.rank() != 5) {
            throw new DypException("The input must be volumes, (batch, depth, height, width, channels), but " + s + " came.");
        }
        Tensor slices = x.transpose(0, 2, 3, 1, 4).reshape(s.dim(0), s.dim(2), s.dim(3), s.dim(1) * s.dim(4));
        Tensor changed = pictures.apply(slices, scope);
        return changed.reshape(s.dim(0), s.dim(2), s.dim(3), s.dim(1), s.dim(4)).transpose(0, 3, 1, 2, 4);
    }
}
