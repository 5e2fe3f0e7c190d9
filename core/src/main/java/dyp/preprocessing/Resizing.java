package dyp.preprocessing;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Resize;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.DypException;
import java.util.List;

/**
 * Pictures brought to another size, (batch, h, w, channels) -> (batch, height, width, channels).
 *
 * @param antialias where a picture shrinks, whether every pixel counts
 * @param cropToAspectRatio first cut out the largest window in the middle that has the new size's aspect ratio
 * @param padToAspectRatio first put a border of {@code fillValue} around, so that the aspect ratio stays
 */
public record Resizing(int height, int width, Resize.Method interpolation, boolean antialias, boolean cropToAspectRatio,
        boolean padToAspectRatio, double fillValue) implements Layer {
    public Resizing {
        Checks.atLeast(1, "height", height);
        Checks.atLeast(1, "width", width);
        if (cropToAspectRatio && padToAspectRatio) {
            throw new DypException("A picture can be cropped or padded to its aspect ratio, not both. Choose one.");
        }
    }

    public Resizing(int height, int width) {
        this(height, width, Resize.Method.BILINEAR, false, false, false, 0);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.images(x);
        int h = x.shape().dim(1);
        int w = x.shape().dim(2);
        // As long as the other side asks for, rounded down as Keras does.
        int fittingHeight = (int) ((double) w * height / width);
        int fittingWidth = (int) ((double) h * width / height);
        Tensor y = x;
        if (cropToAspectRatio) {
            y = middle(middle(x, 1, Math.clamp(fittingHeight, 1, h)), 2, Math.clamp(fittingWidth, 1, w));
        } else if (padToAspectRatio) {
            int top = (Math.max(h, fittingHeight) - h) / 2;
            int left = top > 0 ? 0 : (Math.max(w, fittingWidth) - w) / 2;
            List<Integer> border = List.of(0, top, left, 0);
            y = top + left == 0 ? x : Tensor.make(new View.Pad(border, border, List.of(1, 1, 1, 1), fillValue), x);
        }
        return Resize.resize(Resize.resize(y, 1, height, interpolation, antialias), 2, width, interpolation, antialias);
    }

    /** The middle of an axis; the odd element is left out at its end. */
    static Tensor middle(Tensor x, int axis, int length) {
        int from = (x.shape().dim(axis) - length) / 2;
        return x.shape().dim(axis) == length ? x : x.slice(axis, from, from + length);
    }

    public Resizing interpolation(Resize.Method method) {
        return new Resizing(height, width, method, antialias, cropToAspectRatio, padToAspectRatio, fillValue);
    }

    public Resizing antialias(boolean all) {
        return new Resizing(height, width, interpolation, all, cropToAspectRatio, padToAspectRatio, fillValue);
    }

    public Resizing cropToAspectRatio(boolean crop) {
        return new Resizing(height, width, interpolation, antialias, crop, padToAspectRatio, fillValue);
    }

    public Resizing padToAspectRatio(boolean pad) {
        return new Resizing(height, width, interpolation, antialias, cropToAspectRatio, pad, fillValue);
    }

    public Resizing fillValue(double value) {
        return new Resizing(height, width, interpolation, antialias, cropToAspectRatio, padToAspectRatio, value);
    }
}
